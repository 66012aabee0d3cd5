import {
  add,
  concat,
  logSumExp,
  mean,
  mul,
  reshape,
  slice,
  sub,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Covariance } from '../covariance/covariance.ts';
import type { Kernel } from './kernel.ts';
import { preciseSquaredDistances } from './preciseSquaredDistances.ts';

/** How many distances are kept at once: 8 MiB. */
const BLOCK = 2 ** 21;

/** Points `[n, d]` about the middle of the kernel's own, in units of the kernel: `[n, d]`. */
export function whiten(points: Tensor2D, { points: own, factors }: Kernel, covariance: Covariance): Tensor2D {
  const differences = reshape(sub(points, mean(own, 0, true)), [1, ...points.shape]) as Tensor3D;
  return reshape(covariance.device.whiten(differences, factors), points.shape);
}

/**
 * The log-density, in nats, one block of points after the other: `[n, d] -> [n]`.
 *
 *   ln Σ_i exp(−½ ‖W (x − x_i)‖²) − ln n − ½ ln det H − ½ d ln 2π,   H = h² S = (Wᵀ W)⁻¹
 */
export function kernelLogProb(points: Tensor2D, kernel: Kernel, covariance: Covariance): Tensor1D {
  const [count, size] = points.shape;
  const total = kernel.points.shape[0];
  const rows = Math.max(1, Math.floor(BLOCK / total));
  const [x, own] = [points, kernel.points].map((each) => whiten(each, kernel, covariance)) as [Tensor2D, Tensor2D];
  const blocks: Tensor1D[] = [];
  for (let from = 0; from < count; from += rows) {
    blocks.push(
      tidy(() => {
        const block = slice(x, [from, 0], [Math.min(rows, count - from), size]);
        return logSumExp(mul(preciseSquaredDistances(block, own), -0.5), 1);
      }),
    );
  }
  const volume = mul(reshape(covariance.device.logDeterminants(kernel.factors, size), [1]), -0.5);
  return add<Tensor1D>(concat(blocks), sub(volume, Math.log(total) + (size / 2) * Math.log(2 * Math.PI)));
}
