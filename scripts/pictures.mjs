/**
 * Makes every picture of the README anew, from a built workspace: `pnpm pictures`. The examples train for some minutes.
 */
import { mkdirSync } from 'node:fs';
import { root, run } from './tools/run.mjs';

const tsx = ['node_modules/.bin/tsx', '--tsconfig', 'examples/tsconfig.json'];
mkdirSync(`${root}/docs/images`, { recursive: true });
for (const name of ['ae-digits', 'vae-digits', 'gan-digits', 'mixture-digits']) {
  const { ok } = await run([...tsx, `examples/${name}.ts`, '--out', `docs/images/${name}.png`]);
  if (!ok) process.exit(1);
}
await import('./screenshots.mjs');
