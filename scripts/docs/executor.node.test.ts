import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { useBackend } from '@latentkit/backend';
import { scalar, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../tools/run.mjs';
import { type Block, examples, programs } from './blocks.mjs';
import { check } from './check.ts';
import { exportsOfPackages, freeNames, missingImports } from './names.mjs';
import { run } from './run.ts';
import { toModule } from './toModule.mjs';

const folder = join(root, '.tmp/docs/executor');
const all = exportsOfPackages();

beforeAll(async () => {
  await useBackend('wasm');
  mkdirSync(folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** Runs the code as the example of a package's source would be, or as a README. */
async function execute(code: string, kind: Block['kind'] = 'example') {
  const block: Block = { file: 'packages/losses/src/x.ts', line: 10, kind, runs: 'node', code };
  const path = join(folder, `${count++}.ts`);
  writeFileSync(path, toModule(block, all, relative(folder, join(root, 'scripts/docs/check.ts'))));
  await run({ name: 'x', choosesBackend: false, load: () => import(/* @vite-ignore */ path) });
}

describe('a block', () => {
  it('passes where it does what it says', async () => {
    await execute('squaredError(tensor2d([[0, 1]]), tensor2d([[0, 3]])); // [4]');
    await execute('const x: Scalar = scalar(2);\nmul(x, 0.33333); // 0.6667\nx.shape; // []');
    await execute('tf.add(tf.scalar(1), 1); // 2');
    await execute("const text = 'no; // 3';\ntext.length; // 8");
    await execute('const seen: number[] = []; for (const x of [1, 2]) seen.push(x); // 3\nseen; // [1, 2]');
  });

  it('fails where it throws', async () => {
    await expect(execute("throw new RangeError('no');")).rejects.toThrow('no');
    await expect(execute('await Promise.reject(new Error("later"));')).rejects.toThrow('later');
    await expect(execute('nothingOfThisName();')).rejects.toThrow('nothingOfThisName');
    await expect(execute("throw new Error('as it is');", 'program')).rejects.toThrow('as it is');
  });

  it('fails where a value is another, and names the line', async () => {
    await expect(execute('1 + 1; // 2\n1 + 1; // 3')).rejects.toThrow('x.ts:11: the value is 2 but 3 was said.');
    await expect(execute('squaredError(tensor2d([[0]]), tensor2d([[3]])); // [4]')).rejects.toThrow('but [4] was said');
    await expect(execute('console.log(1 + 1); // 3', 'program')).rejects.toThrow('the value is 2 but 3');
  });

  it('fails in a docstring where the value it should have is no JSON, and may have prose in a README', async () => {
    await expect(async () => execute('[1, 2]; // [1, 2')).rejects.toThrow('no JSON');
    await execute('[1, 2]; // [1, 2], in the order of the alphabet', 'program');
  });

  it('tells what it printed where it fails, and prints nothing', async () => {
    await expect(execute("console.log('before'); throw new Error('no');")).rejects.toThrow(
      /no\nIt had printed:\nbefore/,
    );
  });
});

describe('programs', () => {
  it('are the blocks marked ts, with the line of their first line', () => {
    const text =
      '# x\n```ts\na();\nb();\n```\n```sh\nnpm i\n```\n- item\n  ```ts browser\n  c();\n  ```\n```typescript\nd();\n```\n';
    expect(programs(text, 'README.md')).toEqual([
      { file: 'README.md', kind: 'program', line: 3, runs: 'node', code: 'a();\nb();' },
      { file: 'README.md', kind: 'program', line: 11, runs: 'browser', code: 'c();' },
    ]);
  });

  it.each(['```ts\na();', '```ts brwoser\na();\n```'])('refuses %j', (text) => {
    expect(() => programs(text, 'README.md')).toThrow(/^README\.md: /);
  });
});

describe('examples', () => {
  const source = (...lines: string[]) =>
    `/**\n * About.\n${lines.map((line) => ` * ${line}\n`).join('')} */\nexport const x = 1;\n`;

  it('end at an empty line or the next tag', () => {
    const of = (...lines: string[]) => examples(source(...lines), 'x.ts').map(({ code, line }) => ({ code, line }));
    expect(of('@example', 'a();', 'b();', '', 'Somebody, 2020.')).toEqual([{ code: 'a();\nb();', line: 4 }]);
    expect(of('@example', 'a();', '@see somebody', '@example', 'b();')).toEqual([
      { code: 'a();', line: 4 },
      { code: 'b();', line: 7 },
    ]);
  });

  it('may be fenced, for a browser or not to be run', () => {
    const of = (...lines: string[]) =>
      examples(source(...lines), 'x.ts').map(({ code, runs, line }) => ({ code, runs, line }));
    expect(of('@example', '```ts', 'a();', '', '@b', '```')).toEqual([{ code: 'a();\n\n@b', runs: 'node', line: 5 }]);
    expect(of('@example', '```ts browser', 'a();', '```')).toEqual([{ code: 'a();', runs: 'browser', line: 5 }]);
    expect(of('@example', '```typescript', 'a();', '```')).toEqual([]);
  });

  it('are found on fields, and once', () => {
    const text = 'export interface X {\n  /**\n   * @example\n   * a(); // 1\n   */\n  a(): number;\n}\n';
    expect(examples(text, 'x.ts')).toEqual([
      { file: 'x.ts', kind: 'example', line: 4, runs: 'node', code: 'a(); // 1' },
    ]);
  });

  it('do not silently leave out code after an empty line', () => {
    expect(() => examples(source('@example', 'a();', '', 'b(); // 2'), 'x.ts')).toThrow('put all of it in a fence');
  });
});

describe('the imports an example lacks', () => {
  it('are the names it uses and does not declare', () => {
    const code = 'const { a: b, c = d } = e.f; for (const g of h) k({ l, m: n }, (o: P) => o.q);';
    expect([...freeNames(code)].sort()).toEqual(['P', 'd', 'e', 'h', 'k', 'l', 'n']);
  });

  it('come from its own package, then another, then tfjs-core', () => {
    const modules = (code: string, own: string) => Object.fromEntries(missingImports(code, own, all));
    expect(modules('points()', '@latentkit/ae')).toEqual({ points: '@latentkit/ae' });
    expect(modules('points()', '@latentkit/vae')).toEqual({ points: '@latentkit/vae' });
    expect(modules('vae(mlp()); zeros([1])', '@latentkit/train')).toEqual({
      vae: '@latentkit/vae',
      mlp: '@latentkit/vae',
      zeros: '@tensorflow/tfjs-core',
    });
    expect(() => modules('points()', '@latentkit/train')).toThrow('has to import it');
  });
});

describe('check', () => {
  it.each([
    [1, 1],
    [0.66666, 0.6667],
    ['a', 'a'],
    [
      [1, [2]],
      [1, [2]],
    ],
    [new Float32Array([0.5]), [0.5]],
    [{ a: [1] }, { a: [1] }],
    [Promise.resolve(2), 2],
    [null, null],
  ])('passes %j as %j', async (value, said) => {
    await check(value, said, 'x');
  });

  it('reads tensors', async () => {
    await check(scalar(0.12345), 0.1235, 'x');
    await check(tensor1d([1, 2]), [1, 2], 'x');
    await check(
      tensor2d([
        [1, 2],
        [3, 4],
      ]),
      [
        [1, 2],
        [3, 4],
      ],
      'x',
    );
    await check(
      tensor2d([
        [1, 2],
        [3, 4],
      ]),
      [1, 2, 3, 4],
      'x',
    );
    await check(tensor1d([true, false], 'bool'), [true, false], 'x');
    await check(tensor1d([true, false], 'bool'), [1, 0], 'x');
  });

  it.each([
    [1.00005, 1],
    [0.5, 0.5002],
    ['1', 1],
    [[1], [1, 2]],
    [[1, 2], [1]],
    [{ a: 1, b: 2 }, { a: 1 }],
    [undefined, null],
    [Number.NaN, 0.5],
    [{ 0: 1 }, [1]],
  ])('fails %o as %j', async (value, said) => {
    await expect(check(value, said, 'x:1')).rejects.toThrow('x:1: the value is');
  });

  it('fails tensors with other values', async () => {
    await expect(check(scalar(1), 2, 'x')).rejects.toThrow('x: the value is 1 but 2');
    await expect(check(tensor1d([1]), [1.01], 'x')).rejects.toThrow('x: the value is [1]');
    await expect(check(tensor2d([[1, 2]]), [[1], [2]], 'x')).rejects.toThrow('x: the value is [[1,2]]');
  });
});
