import * as tf from '@tensorflow/tfjs-core';
import { corrupted, type Examples } from './ours.ts';
import type { Sample } from './sampler.ts';
import type { Model, Variant } from './variant.ts';

export const COLUMNS = 10;
const SAMPLED = 3;
const TRAVERSED = 3;
const REACH = 2.5;

/**
 * The pictures of a sheet, row by row, `[10 · rows, 28, 28, 1]`: unseen digits; what is left of them, where they are restored;
 * their reconstructions; three rows of samples; and, but for models with a context, one from a digit to
 * another, and three in which one of the latents that vary most goes from −2.5 to 2.5 standard deviations about its mean.
 */
export function sheetOf(variant: Variant, model: Model, test: Examples, sample: Sample): tf.Tensor {
  const first = (x: tf.Tensor) => tf.slice(x, [0], [COLUMNS]);
  const data = first(test.data);
  const seen = corrupted(variant, data);
  const rows = [data, ...(seen ? [seen] : [])];
  rows.push(model.reconstruct(seen ?? data, variant.labels && { label: first(test.label) }));
  rows.push(sample(SAMPLED * COLUMNS));
  if (!variant.labels) {
    const between = model.interpolate(tf.slice(data, [0], [1]), tf.slice(data, [1], [1]), COLUMNS);
    rows.push(tf.squeeze(between, [0]), ...traversed(model, test.data));
  }
  return tf.clipByValue(tf.concat(rows), 0, 1);
}

/** A row of unseen digits, and samples below. */
export function densitySheetOf(test: tf.Tensor, samples: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.concat([tf.slice(test, [0], [COLUMNS]), samples]));
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
