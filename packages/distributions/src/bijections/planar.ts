import type { NamedTensors } from '@latentkit/nn';
import { foldIn, type Key, normal } from '@latentkit/random';
import {
  abs,
  add,
  customGrad,
  div,
  greater,
  log,
  matMul,
  mul,
  neg,
  reshape,
  type Scalar,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tanh,
  tidy,
  type Variable,
  variable,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { BijectionRecipe } from './bijection.ts';
import { vectorBijection } from './vectorBijection.ts';

/** Halvings of an interval: what is left is below the rounding of float32. */
const HALVINGS = 24;

/**
 * The recipe of a planar flow: vectors are moved along one direction, by how far they are beyond a plane.
 *
 *   y = x + û tanh(wᵀx + b),   û = u + (softplus(wᵀu) − 1 − wᵀu) w / |w|²      log |det| = log(1 + (1 − tanh²) wᵀû)
 *
 * û in place of u makes it invertible, wᵀû > −1. The inverse has no closed form: z = wᵀx is the root of
 * z + wᵀû tanh(z + b) = wᵀy, which increases with z. The root lies within |wᵀû| of wᵀy; that interval is halved 24 times, and a
 * Newton step follows, through which gradients pass. So it converges for all finite numbers; NaN gives NaN.
 *
 * Variables: `w` `[features]`, `u` `[features]`, `b` `[]`. It takes many for what a few couplings do.
 *
 * @example
 * const map = planar([2], key(1));
 * const x = tensor2d([[1, 2]]);
 * map.inverse(map.forward(x).value).value;  // [1, 2]
 *
 * @see Rezende & Mohamed: Variational inference with normalizing flows. 2015, https://arxiv.org/abs/1505.05770
 */
export const planar: BijectionRecipe = vectorBijection('planar', (size: number, key: Key) => {
  const begin = (purpose: number, shape: number[], standardDeviation: number): Variable =>
    tidy(() => variable(normal(foldIn(key, purpose), shape, { standardDeviation })));
  const variables = { w: begin(0, [size], 1 / Math.sqrt(size)), u: begin(1, [size], 0.01), b: begin(2, [], 1) };

  /** w as a column, û as a row, 1 + wᵀû, which is above 0, and b. */
  function plane(values: NamedTensors = {}) {
    const { w, u, b } = { ...variables, ...values } as Record<keyof typeof variables, Tensor>;
    const product = sum<Scalar>(mul(w, u));
    const stretch = softplus(product);
    const corrected = add(u, mul(div(sub(sub(stretch, 1), product), sum(square(w))), w));
    return { w: reshape(w, [size, 1]) as Tensor2D, u: reshape(corrected, [1, size]) as Tensor2D, stretch, b };
  }

  return {
    variables,
    forward(x, { values }) {
      const { w, u, ...line } = plane(values);
      const bend = tanh(add(matMul(x, w), line.b)) as Tensor2D;
      return { value: add(x, matMul(bend, u)), logDeterminant: logSlope(bend, line) };
    },
    inverse(y, { values }) {
      const { w, u, ...line } = plane(values);
      const bend = tanh(add(rootOf(matMul(y, w), line), line.b)) as Tensor2D;
      return { value: sub(y, matMul(bend, u)), logDeterminant: neg(logSlope(bend, line)) };
    },
  };
});

/** What is left of a plane for z = wᵀx: z ↦ z + (stretch − 1) tanh(z + b). */
interface Line {
  /** The slope where tanh is steepest, above 0. */
  readonly stretch: Tensor;
  readonly b: Tensor;
}

/** 1 + (1 − tanh²) (stretch − 1), as a sum of what is not below 0. */
function slopeOf(bend: Tensor, { stretch }: Line): Tensor {
  const flat = square(bend);
  return add(flat, mul(sub(1, flat), stretch));
}

function logSlope(bend: Tensor2D, line: Line): Tensor1D {
  return reshape(log(slopeOf(bend, line)), [-1]) as Tensor1D;
}

/** z of z + (stretch − 1) tanh(z + b) = target. */
function rootOf(target: Tensor, line: Line): Tensor {
  const slope = sub(line.stretch, 1);
  const bendAt = (z: Tensor) => tanh(add(z, line.b));
  // What is computed within is off the tape: it is a constant there.
  const near = customGrad((at) => ({ value: halved(at as Tensor), gradFunc: (dy: Tensor) => zerosLike(dy) }))(target);
  const bend = bendAt(near);
  return sub(near, div(sub(add(near, mul(slope, bend)), target), slopeOf(bend, line)));

  function halved(target: Tensor): Tensor {
    let [lower, upper] = [sub(target, abs(slope)), add(target, abs(slope))];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = mul(add(lower, upper), 0.5);
      const isAbove = greater(add(middle, mul(slope, bendAt(middle))), target);
      [lower, upper] = [where(isAbove, lower, middle), where(isAbove, middle, upper)];
    }
    return mul(add(lower, upper), 0.5);
  }
}
