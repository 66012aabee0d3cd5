/**
 * Trains our models on the digits and draws a contact sheet of each, of 16 columns: two rows of unseen digits, each above its
 * reconstruction; four rows of samples, where the model can be sampled; two rows from one digit to another; and, where the
 * latents are a vector, a row for each of the four latents that vary most, from −3 to 3 standard deviations about a digit.
 *
 *   pnpm sheets [--only vae,ae] [--epochs 20] [--seed 1] [--out docs/images/sheets]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { toPng } from '@latentkit/datasets';
import type { Context } from '@latentkit/nn';
import { key } from '@latentkit/random';
import * as tf from '@tensorflow/tfjs-core';
import { digitsOf, type Examples, orderOf, trainOurs } from './ours.ts';
import { type Model, type Variant, variants } from './variants.ts';

const COLUMNS = 16;
const TRAVERSED = 4;
const REACH = 3;

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
for (const name of options.only.split(',')) {
  const variant = variants[name];
  if (!variant) {
    throw new RangeError(`sheets: --only has ${name} but one of ${Object.keys(variants).join(', ')} was expected.`);
  }
  const model = variant.make(seed);
  const [loss] = trainOurs(variant, model, plan, orderOf(plan, seed));
  const sheet = tf.tidy(() => sheetOf(variant, model, plan.test));
  const file = join(options.out, `${name.replaceAll(' ', '-')}.png`);
  await writeFile(file, await toPng(sheet, { columns: COLUMNS, scale: 2, gap: 4 }));
  console.log(`${file}: ${variant.term} ${loss!.toFixed(2)}`);
  model.dispose();
}

/** The pictures of a sheet, row by row: `[16 · rows, 28, 28, 1]`. */
function sheetOf({ labels, generates }: Variant, model: Model, test: Examples): tf.Tensor {
  const part = (x: tf.Tensor, from: number, count: number) => tf.slice(x, [from], [count]);
  const contextOf = (from: number, count: number): Context | undefined =>
    labels ? { label: part(test.label, from, count) } : undefined;
  const rows = [0, 1].flatMap((row) => {
    const data = part(test.data, row * COLUMNS, COLUMNS);
    return [data, model.reconstruct(data, contextOf(row * COLUMNS, COLUMNS))];
  });
  const label = tf.tensor1d(
    Int32Array.from({ length: 4 * COLUMNS }, (_, i) => i % 10),
    'int32',
  );
  if (generates) rows.push(model.sample!(4 * COLUMNS, key(1), labels ? { label } : undefined));
  if (labels) return tf.concat(rows);
  const between = model.interpolate(part(test.data, 0, 2), part(test.data, 2, 2), COLUMNS);
  rows.push(tf.reshape(between, [2 * COLUMNS, 28, 28, 1]), ...traversed(model, test.data));
  return tf.concat(rows);
}

/** What becomes of the first digit as one of its latents varies, for those that vary most over all digits. */
function traversed(model: Model, data: tf.Tensor): tf.Tensor[] {
  const latents = model.encode(data);
  if (latents.rank !== 2) return [];
  const size = latents.shape[1]!;
  const { mean, variance } = tf.moments(latents, 0);
  const deviation = tf.sqrt(variance);
  const { indices } = tf.topk(deviation, Math.min(TRAVERSED, size));
  const [first] = tf.split(latents, [1, latents.shape[0]! - 1]) as [tf.Tensor];
  return [...indices.dataSync()].map((axis) => {
    const on = tf.oneHot(tf.tensor1d([axis], 'int32'), size) as tf.Tensor;
    const steps = tf.reshape(tf.linspace(-REACH, REACH, COLUMNS), [COLUMNS, 1]);
    const values = tf.add(mean, tf.mul(steps, deviation));
    return model.decode(tf.add(tf.mul(on, values), tf.mul(tf.sub(1, on), first)));
  });
}
