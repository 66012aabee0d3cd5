import { isTyped } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { LabelledExample } from './example.ts';

/** Where a data set's examples come from, in the order they are stored. Reads into memory the caller has. */
export interface Source {
  readonly length: number;
  readonly shape: readonly number[];
  readonly labelled: boolean;
  /** The labels of all examples, where they need not be computed. */
  readonly labels?: ArrayLike<number> | undefined;
  /** Writes the values of example `index` to `target` from `offset` on; returns its label, or 0 where there is none. */
  read(index: number, target: Float32Array, offset: number): number;
}

/** A source over one array of all values: floats as they are, bytes as byte / 255. */
export function arraySource(
  values: Float32Array | Uint8Array | Uint8ClampedArray,
  shape: readonly number[],
  labels?: ArrayLike<number>,
): Source {
  const size = sizeOf(shape);
  const floats = isTyped(values, 'Float32Array') ? values : undefined;
  return {
    length: values.length / size,
    shape,
    labelled: labels !== undefined,
    labels,
    read(index, target, offset) {
      const start = index * size;
      if (floats) target.set(floats.subarray(start, start + size), offset);
      else for (let i = 0; i < size; i++) target[offset + i] = values[start + i]! / 255;
      return labels?.[index] ?? 0;
    },
  };
}

/** One example, copied out of its source. */
export function exampleOf(source: Source, index: number): LabelledExample {
  const data = new Float32Array(sizeOf(source.shape));
  const label = source.read(index, data, 0);
  return source.labelled ? { data, label } : ({ data } as LabelledExample);
}
