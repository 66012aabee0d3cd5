import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonJs, commonTs, program } from './program.ts';
import { createProject, removeProjects, runIn, serveIn } from './project.ts';
import { type Visit, visit } from './visit.ts';

/**
 * The README's quick start, from the packages as they would be published, in empty projects outside the repository.
 */
const { devDependencies } = createRequire(import.meta.url)('../../package.json');
const installing = 300_000;

/** `step loss` of steps 2 and 4, from what the program printed. */
function losses(printed: string): number[] {
  const found = [...printed.matchAll(/^([24]) ([\d.]+)$/gm)].slice(-2);
  expect(
    found.map(([, step]) => step),
    printed,
  ).toEqual(['2', '4']);
  return found.map(([, , loss]) => Number(loss));
}

function expectTraining(values: number[]): void {
  for (const value of values) expect(value).toBeGreaterThan(100); // nats per digit
  for (const value of values) expect(value).toBeLessThan(700);
}

afterAll(removeProjects);

describe('Node', () => {
  const printed: Record<string, number[]> = {};

  it.each([
    ['module', 'main.js', program],
    ['commonjs', 'main.js', commonJs],
  ] as const)(
    'runs it as %s',
    async (type, file, text) => {
      const project = await createProject(`node-${type}`, { type, files: { [file]: text } });
      printed[type] = losses(await runIn(project, ['node', file]));
      expectTraining(printed[type]);
    },
    installing,
  );

  it('trains alike as either', () => {
    expect(printed.module).toEqual(printed.commonjs);
  });
});

describe('TypeScript', () => {
  const strict = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.AsyncIterable', 'DOM.Iterable'],
    skipLibCheck: false,
  };
  const config = (options: object) =>
    JSON.stringify({ compilerOptions: { ...strict, ...options }, files: ['main.ts'] });
  let project: string;
  beforeAll(async () => {
    project = await createProject('typescript', {
      type: 'module',
      files: {
        'main.ts': program,
        'common.cts': commonTs,
        'nodenext.json': config({ module: 'NodeNext', moduleResolution: 'NodeNext', outDir: 'out' }).replace(
          '["main.ts"]',
          '["main.ts", "common.cts"]',
        ),
        'bundler.json': config({ module: 'Preserve', moduleResolution: 'Bundler', noEmit: true }),
      },
      tools: { typescript: devDependencies.typescript },
    });
  }, installing);

  it('accepts it as Node resolves modules, ESM and CommonJS, and what it compiles to runs', async () => {
    await runIn(project, ['npx', 'tsc', '-p', 'nodenext.json']);
    const compiled = losses(await runIn(project, ['node', 'out/main.js']));
    expectTraining(compiled);
    expect(losses(await runIn(project, ['node', 'out/common.cjs']))).toEqual(compiled);
  });

  it('accepts it as bundlers resolve modules', () => runIn(project, ['npx', 'tsc', '-p', 'bundler.json']));
});

describe('a Vite page', () => {
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  const where = ['--host', '127.0.0.1', '--port', '0'];
  let project: string;
  beforeAll(async () => {
    project = await createProject('vite', {
      type: 'module',
      files: {
        'index.html':
          '<!doctype html><link rel="icon" href="data:,"><title>-</title><script type="module" src="/main.js"></script>',
        'main.js': program,
        'isolated.config.js': `export default { preview: { headers: {
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        } } };`,
      },
      tools: { vite: devDependencies.vite },
    });
  }, installing);

  async function runPage(args: string[]): Promise<Visit> {
    const { address, stop } = await serveIn(project, [vite, ...args, ...where]);
    const page = await visit(address, /^4 /).finally(stop);
    expect(page.errors).toEqual([]);
    expectTraining(losses(page.printed.join('\n')));
    return page;
  }

  it('runs it in development', () => runPage([]));

  it('runs it when built, with at most 350 KB of JavaScript', async () => {
    await runIn(project, ['node', vite, 'build']);
    const { scripts } = await runPage(['preview']);
    const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
    const list = [...scripts].map(([path, bytes]) => `  ${(bytes / 1000).toFixed(1).padStart(6)} KB  ${path}`);
    console.log(`JavaScript of the VAE-on-digits page, gzipped: ${(total / 1000).toFixed(1)} KB\n${list.join('\n')}`);
    expect(total).toBeLessThanOrEqual(350_000);
  });

  it('runs it when built and cross-origin isolated', async () => {
    expect((await runPage(['preview', '--config', 'isolated.config.js'])).isolated).toBe(true);
  });
});
