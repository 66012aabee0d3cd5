import { NEGLIGIBLE } from '../em/moments.ts';
import type { HostCovariance } from './covariance.ts';
import { factorizeMatrix } from './factorizeMatrix.ts';
import { logDeterminants } from './logDeterminants.ts';

/** Ellipses at any angle: with `shared` one for all components. */
export function triangularHost({ shared }: { readonly shared: boolean }): HostCovariance {
  return {
    scatter: (components, size) => ({ matrices: shared ? 1 : components, length: size * size }),
    logDeterminants: ({ variances }, components, size) =>
      shared
        ? new Float64Array(components).fill(logDeterminants(variances, 1, size)[0]!)
        : logDeterminants(variances, components, size),
    logJoint({ points: { values, size }, from, to, table }, means, { variances, coefficients }, offsets) {
      const components = offsets.length;
      const triangle = coefficients!;
      const [difference, precisions] = [new Float64Array(size), new Float64Array(size)];
      const highest = new Float64Array(to - from).fill(Number.NEGATIVE_INFINITY);
      for (let k = 0; k < components; k++) {
        const [offset, matrix] = [offsets[k]!, shared ? 0 : k];
        for (let j = 0; j < size; j++) precisions[j] = 1 / variances[matrix * size + j]!;
        for (let i = from, cell = k; i < to; i++, cell += components) {
          const limit = 2 * (offset - highest[i - from]! - NEGLIGIBLE);
          let distance = 0;
          // Most components are too far away after some features: no need to look at all of them.
          for (let j = 0, at = matrix * size * size; j < size && distance <= limit; j++, at += size) {
            let residual = values[i * size + j]! - means[k * size + j]!;
            difference[j] = residual;
            for (let l = 0; l < j; l++) residual -= triangle[at + l]! * difference[l]!;
            distance += residual * residual * precisions[j]!;
          }
          const value = distance > limit ? Number.NEGATIVE_INFINITY : offset - 0.5 * distance;
          table[cell] = value;
          if (value > highest[i - from]!) highest[i - from] = value;
        }
      }
    },
    accumulate({ points: { values, size }, from, to, table }, means, { shifts, scatter }) {
      const components = means.length / size;
      const difference = new Float64Array(size);
      for (let k = 0; k < components; k++) {
        const first = shared ? 0 : k * size * size;
        for (let i = from, cell = k; i < to; i++, cell += components) {
          const responsibility = table[cell]!;
          if (responsibility === 0) continue;
          for (let j = 0, at = first; j < size; j++, at += size) {
            difference[j] = values[i * size + j]! - means[k * size + j]!;
            const weighted = responsibility * difference[j]!;
            shifts[k * size + j]! += weighted;
            for (let l = 0; l <= j; l++) scatter[at + l]! += weighted * difference[l]!;
          }
        }
      }
    },
    estimate({ counts, shifts, scatter }, skipped, floor, tiny, factors) {
      const size = tiny.length;
      const sigma = new Float64Array(size * size);
      const total = shared ? counts.reduce((sum, count) => sum + count) : 0;
      for (let k = 0; k < counts.length; k++) {
        if (!shared) {
          if (skipped[k]) continue;
          sigma.fill(0);
        }
        const share = shared ? counts[k]! / total : 1;
        for (let i = 0; i < size; i++) {
          const shift = share * shifts[k * size + i]!;
          for (let j = 0; j <= i; j++) sigma[i * size + j]! -= shift * shifts[k * size + j]!;
        }
        if (shared && k < counts.length - 1) continue;
        const [matrix, count] = shared ? [0, total] : [k, counts[k]!];
        const first = matrix * size * size;
        for (let i = 0; i < size; i++) {
          for (let j = 0; j <= i; j++) sigma[i * size + j]! += scatter[first + i * size + j]! / count;
          sigma[i * size + i]! += floor;
        }
        if (!factorizeMatrix(sigma, size, matrix, factors, floor === 0 ? tiny : undefined)) return matrix;
      }
      return -1;
    },
    factorize(covariances, size, factors) {
      const sigma = Float64Array.from(covariances);
      for (let first = 0, matrix = 0; first < sigma.length; first += size * size, matrix++) {
        if (!factorizeMatrix(sigma.subarray(first, first + size * size), size, matrix, factors)) return matrix;
      }
      return -1;
    },
  };
}
