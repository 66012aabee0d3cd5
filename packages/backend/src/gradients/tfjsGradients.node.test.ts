import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { tfjsGradients } from './tfjsGradients.ts';

it('has every gradient that tfjs registers', () => {
  const core = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));
  const list = readFileSync(join(core, 'register_all_gradients.js'), 'utf8');
  const here = readFileSync(new URL('./tfjsGradients.ts', import.meta.url), 'utf8');
  const names = new Set([...list.matchAll(/^import \{ (\w+GradConfig) \}/gm)].map(([, name]) => name!));
  expect(names.size).toBeGreaterThan(90);
  expect(tfjsGradients().length).toBe(names.size);
  for (const name of names) expect(here).toMatch(new RegExp(`^    ${name},$`, 'm'));
});
