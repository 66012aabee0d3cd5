import { log, matMul, mul, reshape, rsqrt, sqrt, sum, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { NEGLIGIBLE } from '../em/moments.ts';
import type { DeviceCovariance, HostCovariance } from './covariance.ts';
import { logDeterminants } from './logDeterminants.ts';

/** Ellipses along the axes, without coefficients; with `isotropic` one variance for all features, which makes them circles. */
export function axisAligned({ isotropic }: { readonly isotropic: boolean }): {
  device: DeviceCovariance;
  host: HostCovariance;
} {
  const device: DeviceCovariance = {
    shapes: (components, size) => ({ variances: [components, isotropic ? 1 : size] }),
    whiten: (differences, { variances }) =>
      mul<Tensor3D>(differences, reshape(rsqrt(variances), rows(variances.shape))),
    logDeterminants: ({ variances }, size) => mul(sum(log(variances), 1, true), size / variances.shape[1]!),
    colour: (noise, chosen, { variances }) => mul(noise, matMul(chosen, sqrt(variances as Tensor2D))),
    covariances: ({ variances }) => (isotropic ? reshape(variances, [-1]) : mul(variances, 1)),
  };

  const host: HostCovariance = {
    scatter: (components, size) => ({ matrices: components, length: size }),
    logDeterminants: ({ variances }, components, size) =>
      logDeterminants(variances, components, isotropic ? 1 : size, isotropic ? size : 1),
    logJoint({ points: { values, size }, from, to, table }, means, { variances }, offsets) {
      const components = offsets.length;
      const precisions = new Float64Array(size);
      const highest = new Float64Array(to - from).fill(Number.NEGATIVE_INFINITY);
      for (let k = 0; k < components; k++) {
        const offset = offsets[k]!;
        for (let j = 0; j < size; j++) precisions[j] = 1 / variances[isotropic ? k : k * size + j]!;
        for (let i = from, cell = k; i < to; i++, cell += components) {
          const limit = 2 * (offset - highest[i - from]! - NEGLIGIBLE);
          const distance = distanceBelow(limit, values, i * size, means, k * size, precisions);
          const value = distance > limit ? Number.NEGATIVE_INFINITY : offset - 0.5 * distance;
          table[cell] = value;
          if (value > highest[i - from]!) highest[i - from] = value;
        }
      }
    },
    accumulate({ points: { values, size }, from, to, table }, means, { shifts, scatter }) {
      const components = means.length / size;
      for (let k = 0; k < components; k++) {
        const row = k * size;
        for (let i = from, cell = k; i < to; i++, cell += components) {
          const responsibility = table[cell]!;
          if (responsibility === 0) continue;
          for (let j = 0, at = i * size; j < size; j++, at++) {
            const difference = values[at]! - means[row + j]!;
            const weighted = responsibility * difference;
            shifts[row + j]! += weighted;
            scatter[row + j]! += weighted * difference;
          }
        }
      }
    },
    estimate({ counts, shifts, scatter }, skipped, floor, tiny, { variances }) {
      const size = tiny.length;
      for (let k = 0; k < counts.length; k++) {
        if (skipped[k]) continue;
        let [total, rounding] = [0, 0];
        for (let j = 0, at = k * size; j < size; j++, at++) {
          const variance = Math.max(0, scatter[at]! / counts[k]! - shifts[at]! ** 2);
          total += variance;
          rounding += tiny[j]!;
          if (isotropic) continue;
          if (floor === 0 && variance <= tiny[j]!) return k;
          variances[at] = variance + floor;
        }
        if (!isotropic) continue;
        if (floor === 0 && total <= rounding) return k;
        variances[k] = total / size + floor;
      }
      return -1;
    },
    factorize(covariances, size, { variances }) {
      variances.set(covariances);
      const bad = variances.findIndex((variance) => !(variance > 0));
      return bad < 0 ? -1 : Math.floor(bad / (isotropic ? 1 : size));
    },
  };
  return { device, host };
}

/** `[K, f]` as `[K, 1, f]`, to go with `[K, n, d]`. */
function rows([components, features]: number[]): [number, number, number] {
  return [components!, 1, features!];
}

/** Σ (x − μ)² p, or something above `limit` where it is above: most components are too far away after a few features. */
function distanceBelow(
  limit: number,
  values: Float64Array | Float32Array,
  at: number,
  means: Float64Array,
  mean: number,
  precisions: Float64Array,
): number {
  const size = precisions.length;
  let sum = 0;
  for (let j = 0; j < size; ) {
    for (const end = Math.min(size, j + 32); j < end; j++) {
      const difference = values[at + j]! - means[mean + j]!;
      sum += difference * difference * precisions[j]!;
    }
    if (sum > limit) return sum;
  }
  return sum;
}
