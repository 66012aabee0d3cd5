import { backend } from '@tensorflow/tfjs-core';
import type { HostPoints } from './hostPoints.ts';

/** Points moved and scaled into the unit ball, so that their products neither overflow nor are larger than need be. */
export interface Centered {
  /** (value − center) / scale */
  readonly values: Float32Array;
  /** The length of each point, in float64. */
  readonly norms: Float64Array;
  /** The same for both sets. */
  readonly scale: number;
}

/** Both sets around the mean of all points, the furthest at distance 1. */
export function aroundTheirCenter(...sets: readonly HostPoints[]): Centered[] {
  const { size } = sets[0]!;
  const total = sets.reduce((sum, { count }) => sum + count, 0);
  const center = new Float64Array(size);
  for (const { values } of sets) {
    for (let i = 0; i < values.length; i++) center[i % size]! += values[i]! / total;
  }
  const centered = sets.map(({ values }) => Float64Array.from(values, (value, i) => value - center[i % size]!));
  const scale = Math.max(...centered.map((values) => lengths(values, size).reduce((a, b) => Math.max(a, b), 0))) || 1;
  return centered.map((values) => {
    const scaled = Float32Array.from(values, (value) => value / scale);
    return { values: scaled, norms: lengths(scaled, size), scale };
  });
}

/**
 * By how much ‖x‖² + ‖y‖² − 2 x·y can be off, as a share of (‖x‖ + ‖y‖)², and besides: d roundings of a product of at most
 * ‖x‖ ‖y‖ ≤ ¼ (‖x‖ + ‖y‖)², the rounding of the points themselves, and as much again; and small products flushed to 0.
 */
export function errorOfProducts(size: number): { relative: number; absolute: number } {
  // A GPU without 32-bit textures has 11 bits of precision, and nothing below 2^-14.
  const [unit, smallest] = backend().floatPrecision() === 32 ? [2 ** -24, 2 ** -126] : [2 ** -11, 2 ** -14];
  return { relative: (size + 8) * unit, absolute: 2 * size * smallest };
}

function lengths(values: Float32Array | Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: values.length / size }, (_, point) => {
    let total = 0;
    for (let i = point * size; i < (point + 1) * size; i++) total += values[i]! ** 2;
    return Math.sqrt(total);
  });
}
