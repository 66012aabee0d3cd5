import { join } from 'node:path';
import { expect } from 'vitest';
import type { Visit } from '../browser.ts';
import type { Environment } from '../environment.ts';
import { program } from '../program.ts';
import { html, isolation, page, served } from '../runs.ts';

/** The JavaScript of the page, in all at most 350 KB when gzipped. */
function checkSize({ scripts }: Visit): void {
  const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
  const list = [...scripts].map(([path, bytes]) => `  ${(bytes / 1000).toFixed(1).padStart(6)} KB  ${path}`);
  console.log(`JavaScript of the VAE-on-digits page, gzipped: ${(total / 1000).toFixed(1)} KB\n${list.join('\n')}`);
  expect(total).toBeLessThanOrEqual(350_000);
}

/** Whether the page had threads to compute with. */
const checkIsolated = ({ isolated }: Visit) => expect(isolated).toBe(true);

/** A strict content security policy: no inline scripts, nothing from elsewhere, not even from `blob:`. */
const policy = (script: string) => ({
  'Content-Security-Policy': `default-src 'self'; img-src data:; script-src 'self' ${script}`,
});
const strict = policy("'wasm-unsafe-eval'");

/** A page by Vite: as one develops it, and built. */
export const vite: Environment = {
  name: 'vite',
  tools: ['vite'],
  files: { 'index.html': html('/main.js'), 'main.js': program },
  build: [['npx', 'vite', 'build']],
  runs: {
    'in development': served([
      join('..', 'node_modules', 'vite', 'bin', 'vite.js'),
      '--host',
      '127.0.0.1',
      '--port',
      '0',
    ]),
    built: page('dist', { check: checkSize }),
    isolated: page('dist', { headers: isolation, check: checkIsolated }),
    'under a strict policy': page('dist', { headers: strict }),
    'isolated, under a strict policy': page('dist', {
      headers: { ...isolation, ...strict },
      check: checkIsolated,
      complaints: /^Creating a worker from 'blob:/, // so one thread computes
    }),
    'under a policy without WebAssembly': page('dist', { headers: policy(''), fails: /'wasm-unsafe-eval'/ }),
  },
};
