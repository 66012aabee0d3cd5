import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What is built of `@latentkit/metrics`: its classifier finds its weights, and only who asks for it loads them. */
const folder = fileURLToPath(new URL('../../packages/metrics', import.meta.url));

const body = `
  await useBackend('wasm');
  const { classify } = await digitClassifier();
  console.log(classify(zeros([2, 28, 28, 1])).shape.join());
`;
const names = { backend: 'useBackend', metrics: 'digitClassifier' };
const imports = Object.entries(names).map(([of, name]) => [`@latentkit/${of}`, name] as const);
const all = [...imports, ['@tensorflow/tfjs-core', 'zeros'] as const];
const programs = {
  module: `${all.map(([from, name]) => `import { ${name} } from '${from}';`).join('\n')}${body}`,
  commonjs: `${all.map(([from, name]) => `const { ${name} } = require('${from}');`).join('\n')}(async () => {${body}})();`,
};

it.each(Object.entries(programs))('classifies in Node, as %s', async (type, program) => {
  const { stdout } = await promisify(execFile)(process.execPath, [`--input-type=${type}`, '-e', program], {
    cwd: folder,
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('2,10');
});

describe('bundled by Vite', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'latentkit-'));
  });
  afterAll(() => rm(project, { recursive: true }));

  /** The chunks of a page with this script: how many bytes each has. */
  async function chunksOf(script: string): Promise<{ readonly isEntry: boolean; readonly bytes: number }[]> {
    await writeFile(join(project, 'main.js'), script);
    const found = await build({
      configFile: false,
      root: project,
      logLevel: 'silent',
      resolve: { alias: { '@latentkit/metrics': join(folder, 'dist', 'index.js') } },
      build: { write: false, rollupOptions: { input: join(project, 'main.js') } },
    });
    return [found]
      .flat()
      .flatMap((one) =>
        'output' in one
          ? one.output.flatMap((part) =>
              part.type === 'chunk' ? [{ isEntry: part.isEntry, bytes: part.code.length }] : [],
            )
          : [],
      );
  }

  it('has the weights in a chunk of their own', async () => {
    const weights = 120_000;
    const chunks = await chunksOf(
      "import { digitClassifier } from '@latentkit/metrics'; digitClassifier().then(console.log);",
    );
    const apart = chunks.filter(({ isEntry, bytes }) => !isEntry && bytes > weights && bytes < 1.1 * weights);
    expect(apart).toHaveLength(1);
  });

  it('has none of them in a page that does not classify', async () => {
    const chunks = await chunksOf("import { purity } from '@latentkit/metrics'; console.log(purity);");
    expect(chunks).toHaveLength(1);
  });
});
