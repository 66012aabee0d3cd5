import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/**
 * A file that lies beside the code is found in a folder whose name means something else in an address. A `?` is no
 * character of a name on Windows.
 */
const oddName = `a #1 50% off${process.platform === 'win32' ? '' : '?'} %41`;
const built = fileURLToPath(new URL('../../packages/datasets', import.meta.url));
const program = 'digits().then(({ train }) => console.log(train.length))';
const programs = {
  'main.mjs': `import { digits } from './dist/index.js';\n${program}`,
  'main.cjs': `const { digits } = require('./dist/index.cjs');\n${program}`,
};

let parent: string;
let folder: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'latentkit-'));
  folder = join(parent, oddName);
  await mkdir(folder);
  // Without the copy of the digits within the code, which would stand in for a file that is not found.
  await cp(join(built, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !/digitsCopy/.test(path) });
  await copyFile(join(built, 'package.json'), join(folder, 'package.json'));
  await symlink(join(built, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(parent, { recursive: true }));

it.each(Object.keys(programs))('%s finds the digits', async (name) => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name)]);
  expect(stdout.trim()).toBe('9003');
});
