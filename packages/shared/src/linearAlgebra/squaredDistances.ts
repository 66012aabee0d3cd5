import {
  add,
  customGrad,
  eye,
  matMul,
  mean,
  mul,
  relu,
  reshape,
  slice,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  transpose,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** How the squares are multiplied out: relu(‖a‖² − 2 a·b + ‖b‖²), `[n, d], [m, d], [n, 1], [m] -> [n, m]`. */
export type MultiplyOut = (a: Tensor2D, b: Tensor2D, normsOfA: Tensor2D, normsOfB: Tensor1D) => Tensor2D;

const multiplyOut: MultiplyOut = (a, b, normsOfA, normsOfB) => {
  const norms = add<Tensor2D>(normsOfA, reshape(normsOfB, [1, b.shape[0]]));
  return relu(sub<Tensor2D>(norms, mul(2, matMul(a, b, false, true))));
};

/**
 * The squared Euclidean distance of every pair of rows.
 *
 *   ‖x − y‖² = ‖x‖² − 2 x·y + ‖y‖²,   taken about the mean of y, and 0 where rounding made it negative
 *
 * That is one product of matrices, good to about 1e-7 of the squared distance from that mean, not of the distance itself:
 * close pairs that are far from all others come out less exact. With many features this is small beside the many squares
 * they sum. With few it is not, while Σⱼ (xⱼ − yⱼ)² loses nothing, but takes a pass for each feature and holds a matrix
 * for each while it is differentiated.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @param options `few`: up to so many features the squares of differences are summed, default 0; `multiplyOut`: another
 * way than that of plain tfjs, of which this package knows no more
 * @returns `[n, m]`, at least 0, in squared units of the data; its gradient is 0 where it is. Of a tensor with itself the
 * diagonal is exactly 0
 */
export function squaredDistances(
  x: Tensor2D,
  y: Tensor2D,
  options: { readonly few?: number; readonly multiplyOut?: MultiplyOut },
): Tensor2D {
  return tidy(() => {
    if (x.shape[1] <= (options.few ?? 0)) return summed(x, y);
    const centre = constantMean(y);
    const a = sub<Tensor2D>(x, centre);
    const b = x === y ? a : sub<Tensor2D>(y, centre);
    const [normsOfA, normsOfB] = [sum(square(a), 1, true) as Tensor2D, sum(square(b), 1) as Tensor1D];
    const distances = (options.multiplyOut ?? multiplyOut)(a, b, normsOfA, normsOfB);
    return x === y ? withoutDiagonal(distances) : distances;
  });
}

function summed(x: Tensor2D, y: Tensor2D): Tensor2D {
  const [[count, size], others] = [x.shape, y.shape[0]];
  const columns = transpose(y);
  return Array.from({ length: size }, (_, j) =>
    squaredDifference<Tensor2D>(slice(x, [0, j], [count, 1]), slice(columns, [j, 0], [1, others])),
  ).reduce((a, b) => add(a, b));
}

/** A square matrix with zeros on its diagonal. */
export function withoutDiagonal(matrix: Tensor2D): Tensor2D {
  // Not by comparison or oneHot, the one slow and the other wrong for floats on 'wasm'.
  return mul(matrix, sub(1, eye(matrix.shape[0])));
}

/** The mean of the samples, for which distances do not care: a constant, so that no gradient comes of its rounding. */
const constantMean = /* @__PURE__ */ customGrad((y) => ({
  value: mean(y as Tensor, 0),
  gradFunc: () => zerosLike(y as Tensor),
}));
