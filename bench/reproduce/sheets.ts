/**
 * Trains our models on the digits, draws a contact sheet of each (`sheet.ts`) and prints how sharp its pictures are, as a
 * Markdown table.
 *
 *   pnpm sheets [--only vae,ae] [--epochs 20] [--seed 1] [--out docs/images/sheets]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { toPng } from '@latentkit/datasets';
import { sharpness } from '@latentkit/metrics';
import { dispose, div, mul, round, tidy } from '@tensorflow/tfjs-core';
import { digitsOf, orderOf, trainOurs } from './ours.ts';
import { samplerOf } from './sampler.ts';
import { COLUMNS, sheetOf } from './sheet.ts';
import { variants } from './variants.ts';

/** How many samples their sharpness is taken of. */
const MANY = 1000;
/** Of grey, so that a file is small. */
const LEVELS = 15;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(variants).join() },
    epochs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/images/sheets', import.meta.url)) },
  },
});
const seed = Number(options.seed);

await useBackend('wasm');
const plan = await digitsOf([Number(options.epochs)]);
await mkdir(options.out, { recursive: true });
console.log('| model | file | compared term | sharpness of reconstructions | of samples |');
console.log('|---|---|--:|--:|--:|');
for (const name of options.only.split(',')) {
  const variant = variants[name];
  if (!variant) {
    throw new RangeError(`sheets: --only has ${name} but one of ${Object.keys(variants).join(', ')} was expected.`);
  }
  const model = (variant.sheet ?? variant.make)(seed);
  const [term] = await trainOurs(variant, model, plan, orderOf(plan, seed));
  const sample = await samplerOf(variant, model, plan.train);
  const sheet = tidy(() => div(round(mul(sheetOf(variant, model, plan.test, sample), LEVELS)), LEVELS));
  const file = `${name.replaceAll(' ', '-').replace('β', 'beta')}.png`;
  await writeFile(join(options.out, file), await toPng(sheet, { columns: COLUMNS, scale: 2, gap: 4 }));
  const context = variant.labels && { label: plan.test.label };
  const reconstructed = model.reconstruct(plan.test.data, context);
  const sharp = [(await sharpness(reconstructed, plan.test.data)).toFixed(2), '–'];
  if (sample) {
    const samples = sample(MANY);
    sharp[1] = (await sharpness(samples, plan.test.data)).toFixed(2);
    dispose(samples);
  }
  console.log(`| ${[name, file, `${variant.term} ${term!.toFixed(2)}`, ...sharp].join(' | ')} |`);
  dispose([sheet, reconstructed]);
  model.dispose();
}
