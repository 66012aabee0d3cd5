import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../tools/run.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The violations, as `rule: from → to`, in a repository with these files. */
function violations(files: Record<string, string>): string[] {
  cpSync(join(root, '.dependency-cruiser.mjs'), join(folder, '.dependency-cruiser.mjs'));
  const compilerOptions = { baseUrl: '.', paths: { '@latentkit/*': ['./packages/*/src/index.ts'] } };
  const all = { 'tsconfig.json': JSON.stringify({ compilerOptions }), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [depcruise, '--output-type', 'json', 'packages'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  type Violation = { rule: { name: string }; from: string; to: string };
  const found: Violation[] = JSON.parse(stdout).summary.violations;
  return found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const empty = 'export {};\n';

it('lets arrows that point down pass, and those of tests', () => {
  const found = violations({
    'packages/random/src/index.ts': empty,
    'packages/testing/src/index.ts': empty,
    'packages/nn/src/index.ts': "import '@latentkit/random';\n",
    'packages/datasets/src/index.ts': "import '@latentkit/random';\n",
    'packages/vae/src/index.ts': "import '@latentkit/nn';\n",
    'packages/vae/src/vae.test.ts': "import '@latentkit/testing';\nimport '@latentkit/datasets';\n",
  });
  expect(found).toEqual([]);
});

it('catches an arrow that points up, beside, or past an index', () => {
  const found = violations({
    'packages/check/src/index.ts': "export type { T } from '@latentkit/nn';\n",
    'packages/nn/src/index.ts': "import '@latentkit/losses';\nexport type T = 1;\n",
    'packages/losses/src/index.ts': empty,
    'packages/train/src/index.ts': empty,
    'packages/testing/src/index.ts': empty,
    'packages/ae/src/index.ts': "import '../../losses/src/index.ts';\nimport '@latentkit/testing';\n",
    'packages/vae/src/index.ts': "export const later = () => import('@latentkit/train');\n",
  });
  expect(found).toEqual([
    'check-imports-only-from-below: packages/check/src/index.ts → packages/nn/src/index.ts',
    'nn-imports-only-from-below: packages/nn/src/index.ts → packages/losses/src/index.ts',
    'no-way-around-the-index: packages/ae/src/index.ts → packages/losses/src/index.ts',
    'testing-only-from-tests: packages/ae/src/index.ts → packages/testing/src/index.ts',
    'vae-imports-only-from-below: packages/vae/src/index.ts → packages/train/src/index.ts',
  ]);
});

it('wants a layer for a new package', () => {
  const found = violations({
    'packages/diffusion/src/index.ts': empty,
    'packages/vae/src/index.ts': "import '@latentkit/diffusion';\n",
  });
  expect(found).toContain('every-package-has-a-layer: packages/vae/src/index.ts → packages/diffusion/src/index.ts');
});
