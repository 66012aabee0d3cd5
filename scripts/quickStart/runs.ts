import { join } from 'node:path';
import { preview } from 'vite';
import { expect } from 'vitest';
import { type Visit, visit } from './browser.ts';
import { runIn, serveIn } from './command.ts';
import type { Run } from './environment.ts';

/** The headers under which a page has threads. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A page that loads one script. */
export const html = (script: string, type = 'module') =>
  `<!doctype html><link rel="icon" href="data:,"><title>-</title><script type="${type}" src="${script}"></script>`;

/** Runs a program whose WebAssembly is Node's. */
export const command =
  (...words: string[]): Run =>
  async (folder) => ({ engine: 'Node', text: await runIn(folder, words) });

/** That the files are not there which Rollup and esbuild leave behind: their copies within the code are used then. */
export const leftBehind = /\b404\b.*\b(tfjs-backend-wasm-simd\.wasm|digits\.bin)\)?$/;

interface Expectations {
  /** What is expected of the page besides its losses. */
  readonly check?: (page: Visit) => void;
  /** What the browser complains of, though the page does without. */
  readonly complaints?: RegExp;
  /** An error that is expected in place of the losses. */
  readonly fails?: RegExp;
}

async function look(address: string, { check, complaints, fails }: Expectations) {
  const page = await visit(address, /^4 /, complaints);
  check?.(page);
  if (fails) {
    expect(page.errors.join('\n')).toMatch(fails);
    return undefined;
  }
  expect(page.errors).toEqual([]);
  return { engine: 'Chromium', text: page.printed.join('\n') } as const;
}

/** Visits what was built into a folder, from a server that knows nothing of bundlers. */
export const page =
  (built = 'dist', { headers = {}, ...expectations }: { headers?: Record<string, string> } & Expectations = {}): Run =>
  async (folder) => {
    const server = await preview({
      root: folder,
      configFile: false,
      appType: 'mpa', // an address without a file is a 404
      logLevel: 'warn',
      build: { outDir: join(folder, built) },
      preview: { host: '127.0.0.1', port: 0, open: false, headers },
    });
    try {
      const at = server.httpServer.address() as { port: number };
      return await look(`http://127.0.0.1:${at.port}/`, expectations);
    } finally {
      await server.close();
    }
  };

/** Visits a page that a tool's own server gives, which Node runs. */
export const served =
  (args: readonly string[], expectations: Expectations = {}): Run =>
  async (folder) => {
    const { address, stop } = await serveIn(folder, args);
    return look(address, expectations).finally(stop);
  };
