import type { NamedArray } from '../safetensors/namedArray.ts';

/** The first value that is NaN or infinite, if any is. */
export function findNotFinite({ dtype, data }: NamedArray): number | undefined {
  if (dtype !== 'float32') return undefined;
  const index = data.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : data[index];
}
