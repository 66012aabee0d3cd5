import { isotropicGaussian } from '@latentkit/distributions';
import type { Network } from '@latentkit/nn';
import { add, concat, matMul, sub, type Tensor2D, tensor1d, tensor2d, tile, variable } from '@tensorflow/tfjs-core';

// Probabilistic PCA: x = W z + b + σ e, so x ~ N(b, W Wᵀ + σ² I). Tipping & Bishop 1999.
export const W = [
  [1, 0.5, -0.5],
  [0, 1, 0.25],
];
export const b = [0.5, -1, 0];
export const σ = 0.5;
/** Some x. */
export const examples = [
  [0.5, -1, 0],
  [2, 0, -1],
  [-1, -3, 1],
  [0, 1, 2],
];

/** Rows times columns. */
export const product = (A: readonly number[][], B: readonly number[][]): number[][] =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));
export const transposed = (A: readonly number[][]): number[][] => A[0]!.map((_, j) => A.map((row) => row[j]!));

/** ln N(x; mean, C) in three dimensions, by cofactors. */
export function logGaussian(x: readonly number[], mean: readonly number[], C: readonly number[][]): number {
  const cofactor = (i: number, j: number) => {
    const [r, s] = [0, 1, 2].filter((k) => k !== i) as [number, number];
    const [u, v] = [0, 1, 2].filter((k) => k !== j) as [number, number];
    return (-1) ** (i + j) * (C[r]![u]! * C[s]![v]! - C[r]![v]! * C[s]![u]!);
  };
  const determinant = [0, 1, 2].reduce((sum, j) => sum + C[0]![j]! * cofactor(0, j), 0);
  const d = x.map((value, i) => value - mean[i]!);
  let energy = 0;
  for (const i of [0, 1, 2]) for (const j of [0, 1, 2]) energy += (d[i]! * cofactor(j, i) * d[j]!) / determinant;
  return -0.5 * (energy + Math.log(determinant) + 3 * Math.log(2 * Math.PI));
}

/** Wᵀ S W + σ² I: the covariance of x where that of z is S. */
export function covarianceOf(S: readonly number[][]): number[][] {
  return product(product(transposed(W), S), W).map((row, i) => row.map((value, j) => value + (i === j ? σ * σ : 0)));
}

/** ln p(x) of probabilistic PCA. */
export const closedForm = (x: readonly number[]): number =>
  logGaussian(
    x,
    b,
    covarianceOf([
      [1, 0],
      [0, 1],
    ]),
  );

/** From x − b to posterior means, near the true ones. */
export const nearRows = [
  [0.6, -0.2],
  [0.1, 0.7],
  [-0.35, 0.3],
];
const farRows = [
  [0.5, 0],
  [0.25, 0.5],
  [-0.25, 0.25],
];

/** The networks of the model, of which the encoder's posterior is wider than the true one, with other means. */
export function linearNetworks(means: readonly number[][] = farRows): {
  readonly encoder: Network;
  readonly decoder: Network;
} {
  const weights = variable(tensor2d(W));
  const rows = variable(tensor2d(means as number[][]));
  return {
    decoder: { variables: { weights }, apply: (z) => add(matMul(z as Tensor2D, weights as Tensor2D), tensor1d(b)) },
    encoder: {
      variables: { rows },
      apply(x) {
        const mean = matMul(sub(x, tensor1d(b)) as Tensor2D, rows as Tensor2D);
        return concat([mean, tile(tensor2d([[-1, -1]]), [x.shape[0]!, 1])], 1);
      },
    },
  };
}

/** The options of a model of these networks. */
export const linearOptions = {
  shape: [3],
  latentSize: 2,
  seed: 1,
  likelihood: isotropicGaussian({ standardDeviation: σ }),
};
