import { sizeOf } from '@latentkit/shared';

/** The values of a variable, on the host. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Weights in a quarter of their bytes: of a kernel `[..., outputs]` a float32 scale for each output and then int8 values, of
 * which the largest of an output is 127; of a bias float32. One after the other, as they come, little-endian.
 */
export function packWeights(weights: readonly Weight[]): Uint8Array<ArrayBuffer> {
  const parts = weights.flatMap<Float32Array | Int8Array>(({ shape, values }) => {
    if (shape.length < 2) return [values];
    const outputs = shape.at(-1)!;
    const largest = new Float32Array(outputs);
    for (const [i, value] of values.entries()) largest[i % outputs] = Math.max(largest[i % outputs]!, Math.abs(value));
    const scales = largest.map((value) => value / 127);
    return [scales, Int8Array.from(values, (value, i) => Math.round(value / (scales[i % outputs]! || 1)))];
  });
  const bytes = new Uint8Array(parts.reduce((total, { byteLength }) => total + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** What `packWeights` packed, given its shapes. */
export function unpackWeights(bytes: Uint8Array<ArrayBuffer>, shapes: readonly (readonly number[])[]): Float32Array[] {
  let at = 0;
  const take = (length: number) => {
    at += length;
    return bytes.slice(at - length, at).buffer;
  };
  return shapes.map((shape) => {
    const size = sizeOf(shape);
    if (shape.length < 2) return new Float32Array(take(4 * size));
    const outputs = shape.at(-1)!;
    const scales = new Float32Array(take(4 * outputs));
    return Float32Array.from(new Int8Array(take(size)), (value, i) => value * scales[i % outputs]!);
  });
}
