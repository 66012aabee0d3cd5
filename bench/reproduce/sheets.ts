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
import { key } from '@latentkit/random';
import { dispose, div, mul, round, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { densities } from './densities.ts';
import { digitsOf, orderOf, trainOurs } from './ours.ts';
import { samplerOf } from './sampler.ts';
import { COLUMNS, densitySheetOf, sheetOf } from './sheet.ts';
import { variants } from './variants.ts';

/** How many samples their sharpness is taken of. */
const MANY = 1000;
/** Of grey, so that a file is small. */
const LEVELS = 15;
/** How many unseen digits a density is scored on. */
const SCORED = 200;

/** What a sheet comes with. */
interface Sheet {
  readonly pictures: Tensor;
  /** The term that is compared, and how sharp reconstructions and samples are. */
  readonly columns: readonly string[];
}

const names = [...Object.keys(variants), ...Object.keys(densities)];
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: names.join() },
    epochs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/images/sheets', import.meta.url)) },
  },
});
const seed = Number(options.seed);
const only = options.only.split(',');
for (const name of only) {
  if (names.includes(name)) continue;
  throw new RangeError(`sheets: --only has ${name} but one of ${names.join(', ')} was expected.`);
}

await useBackend('wasm');
const plan = await digitsOf([Number(options.epochs)]);
await mkdir(options.out, { recursive: true });
console.log('| model | file | compared term | sharpness of reconstructions | of samples |');
console.log('|---|---|--:|--:|--:|');
for (const name of only) {
  const { pictures, columns } = name in variants ? await variantSheet(name) : await densitySheet(name);
  const sheet = tidy(() => div(round(mul(pictures, LEVELS)), LEVELS));
  const file = `${name.replaceAll(' ', '-').replace('β', 'beta')}.png`;
  await writeFile(join(options.out, file), await toPng(sheet, { columns: COLUMNS, scale: 2, gap: 4 }));
  console.log(`| ${[name, file, ...columns].join(' | ')} |`);
  dispose([pictures, sheet]);
}

async function variantSheet(name: string): Promise<Sheet> {
  const variant = variants[name]!;
  const model = (variant.sheet ?? variant.make)(seed);
  const [term] = await trainOurs(variant, model, plan, orderOf(plan, seed));
  const sample = await samplerOf(variant, model, plan.train);
  const pictures = tidy(() => sheetOf(variant, model, plan.test, sample));
  const context = variant.labels && { label: plan.test.label };
  const shown = [model.reconstruct(plan.test.data, context), sample(MANY)];
  const sharp = await Promise.all(shown.map((pictures) => sharpness(pictures, plan.test.data)));
  dispose(shown);
  model.dispose();
  return { pictures, columns: [`${variant.term} ${term!.toFixed(2)}`, ...sharp.map((x) => x.toFixed(2))] };
}

async function densitySheet(name: string): Promise<Sheet> {
  const { make, steps, batchSize } = densities[name]!;
  const model = make(seed);
  const [train, test] = [round(plan.train.data), round(plan.test.data)];
  await model.fit(train, { steps, batchSize });
  const scored = tidy(() => slice(test, [0], [SCORED]));
  const score = await model.score(scored);
  const samples = model.sample(5 * COLUMNS, key(1));
  const pictures = densitySheetOf(test, samples);
  const sharp = await sharpness(samples, test);
  dispose([train, test, scored, samples]);
  model.dispose();
  return { pictures, columns: [`ln p(x) ${score.toFixed(2)}`, '–', sharp.toFixed(2)] };
}
