import { invertLower, matrixMask } from '@latentkit/shared';
import {
  add,
  eye,
  log,
  matMul,
  mul,
  reshape,
  rsqrt,
  slice,
  split,
  sqrt,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import type { DeviceCovariance, Factors } from './covariance.ts';

/** Ellipses at any angle: with `shared` one for all components. */
export function triangularDevice({ shared }: { readonly shared: boolean }): DeviceCovariance {
  return {
    shapes: (components, size) => {
      const matrices = shared ? 1 : components;
      return { variances: [matrices, size], coefficients: [matrices, size, size] };
    },
    whiten(differences, factors) {
      const { variances } = factors;
      const [matrices, size] = variances.shape as [number, number];
      // One product for all components where they share a matrix.
      const stacked = reshape(differences, [matrices, -1, size]) as Tensor3D;
      const residuals = matMul(stacked, unitTriangles(factors), false, true);
      return reshape(mul(residuals, reshape(rsqrt(variances), [matrices, 1, size])), differences.shape);
    },
    logDeterminants: ({ variances }) => sum(log(variances), 1, true),
    colour(noise, chosen, factors) {
      const [matrices, size] = factors.variances.shape as [number, number];
      const roots = mul<Tensor3D>(
        invertLower(unitTriangles(factors)),
        reshape(sqrt(factors.variances), [matrices, 1, size]),
      );
      const all = split(roots, matrices).map((root) =>
        matMul<Tensor2D>(noise, reshape(root, [size, size]) as Tensor2D, false, true),
      );
      if (shared) return all[0]!;
      return all
        .map((one, k) => mul<Tensor2D>(one, slice(chosen, [0, k], [-1, 1])))
        .reduce((a, b) => add<Tensor2D>(a, b));
    },
    covariances(factors) {
      const [matrices, size] = factors.variances.shape as [number, number];
      const left = invertLower(unitTriangles(factors));
      const product = matMul(mul(left, reshape(factors.variances, [matrices, 1, size])), left, false, true);
      return shared ? reshape(product, [size, size]) : product;
    },
  };
}

/** I − B, with what is not below the diagonal of the coefficients left out. */
function unitTriangles({ variances, coefficients }: Factors<Tensor>): Tensor3D {
  const [matrices, size] = variances.shape as [number, number];
  const below = matrixMask(size, (i, j) => i > j);
  return sub(reshape(eye(size), [1, size, size]), mul(reshape(coefficients!, [matrices, size, size]), below));
}
