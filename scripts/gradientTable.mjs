/**
 * Makes packages/backend/docs/gradients.md anew: tests every op in Chromium (WASM, WebGL, WebGPU) and in Node (cpu,
 * WASM), and then writes the page. Fails if a gradient is wrong; what it found is written all the same.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const table = 'packages/backend/src/gradients/table';

/** @type {[project: string, file: string][]} */
const runs = [
  ['browser', `${table}/table.test.ts`],
  ['node', `${table}/table.test.ts`],
  ['node', `${table}/markdown.node.test.ts`],
];

for (const [project, file] of runs) {
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', project, file, '--update'], {
    cwd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
}
