import { safeSqrt } from '@latentkit/shared';
import {
  add,
  atan2,
  div,
  expandDims,
  less,
  linspace,
  maximum,
  mul,
  reshape,
  sin,
  square,
  sub,
  sum,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';

/** Below this sine of the angle the weights of arc and line differ by less than its square, 1e-6. */
const STRAIGHT = 1e-3;

/** `[1, steps, 1, …]`: from 0 to 1. */
function along(from: Tensor, steps: number): Tensor {
  return reshape(linspace(0, 1, steps), [1, steps, ...from.shape.slice(1).map(() => 1)]);
}

/** (1 − t) · from + t · to */
function linear(from: Tensor, to: Tensor, steps: number): Tensor {
  const t = along(from, steps);
  return add(mul(expandDims(from, 1), sub(1, t)), mul(expandDims(to, 1), t));
}

/** sin((1 − t) Ω) / sin Ω · from + sin(t Ω) / sin Ω · to, with Ω the angle between them. */
function spherical(from: Tensor, to: Tensor, steps: number): Tensor {
  const axes = from.shape.slice(1).map((_, i) => i + 1);
  const norm = (x: Tensor) => safeSqrt(sum(square(x), axes, true));
  const direction = (x: Tensor) => div(x, maximum(norm(x), 1e-30));
  const [a, b] = [direction(from), direction(to)];
  // By the diagonals of a rhombus: the arc cosine of a product has lost half of its digits where the angle is small.
  const angle = expandDims(mul(atan2(norm(sub(a, b)), norm(add(a, b))), 2), 1);
  const sine = sin(angle);
  const weight = (t: Tensor) =>
    where(less(sine, STRAIGHT), add(t, mul(sine, 0)), div(sin(mul(t, angle)), maximum(sine, STRAIGHT)));
  const t = along(from, steps);
  return add(mul(expandDims(from, 1), weight(sub(1, t))), mul(expandDims(to, 1), weight(t)));
}

/** The ways from one latent to another, `[batch, steps, ...latentShape]`. */
export const betweenLatents = { linear, spherical };
