import { showShape } from '@latentkit/check';
import { type HostPoints, sizeOf } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import { applyFeatures, type Features } from '../samples/applyFeatures.ts';

/** Collects what a function gives for one block of examples after the other, on the host. */
export interface RowsReader {
  read(examples: Tensor): Promise<void>;
  /** All rows so far. */
  rows(): HostPoints;
}

/**
 * @param name of the function, in errors
 * @param of what the examples are: data or samples
 * @param like rows that have to be as wide as these
 */
export function rowsReader(
  name: 'features' | 'classify',
  apply: Features,
  of: 'data' | 'samples',
  like?: HostPoints,
): RowsReader {
  const blocks: Float32Array[] = [];
  let count = 0;
  let width = like?.size;
  return {
    async read(examples) {
      const found = applyFeatures('evaluateSamples', apply, examples, name);
      try {
        const [size, ...features] = found.shape as [number, ...number[]];
        width ??= sizeOf(features);
        if (sizeOf(features) !== width) {
          throw new RangeError(
            `evaluateSamples: ${name} of ${of} has shape ${showShape(found.shape)} but ${width} numbers of each example were expected, as before.`,
          );
        }
        const values = Float32Array.from(await found.data());
        const wrong = values.findIndex((value) => !Number.isFinite(value));
        if (wrong >= 0) {
          throw new RangeError(
            `evaluateSamples: ${name} of ${of} is ${values[wrong]} at example ${count + Math.floor(wrong / width)} but finite numbers were expected.`,
          );
        }
        blocks.push(values);
        count += size;
      } finally {
        // The function may give the examples themselves, which are not ours to free.
        if (found !== examples) found.dispose();
      }
    },
    rows() {
      const values = new Float32Array(count * (width ?? 0));
      let at = 0;
      for (const block of blocks) {
        values.set(block, at);
        at += block.length;
      }
      return { values, count, size: width ?? 0 };
    },
  };
}
