import {
  add,
  customGrad,
  div,
  exp,
  less,
  log,
  maximum,
  minimum,
  mul,
  neg,
  sigmoid,
  softplus,
  square,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';

/** Below this the series in eˣ has all digits, above it softplus has. */
const SERIES_BELOW = -5;

/**
 * log log(1 + eˣ): the logarithm of softplus, which itself rounds to 0 for x below −104.
 *
 * Its gradient is a product and not a choice between two, as infinite gradients come in where powers of it overflow, and
 * what is not chosen would be ∞ · 0.
 */
export function logSoftplus(x: Tensor): Tensor {
  return customGrad((input, save) => {
    (save as (tensors: Tensor[]) => void)([input as Tensor]);
    return { value: value(input as Tensor), gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(dy, slope(saved!)) };
  })(x);
}

function value(x: Tensor): Tensor {
  // log(1 + z) = z (1 − z/2 + z²/3 − …), and the logarithm of the bracket is −z/2 + 5z²/24 − …
  const z = exp(minimum(x, SERIES_BELOW));
  const low = add(x, mul(z, sub(mul(z, 5 / 24), 0.5)));
  return where(less(x, SERIES_BELOW), low, log(softplus(maximum(x, SERIES_BELOW))));
}

function slope(x: Tensor): Tensor {
  const z = exp(minimum(x, SERIES_BELOW));
  const low = add(mul(z, sub(mul(z, 5 / 12), 0.5)), 1);
  return where(less(x, SERIES_BELOW), low, div(sigmoid(x), softplus(maximum(x, SERIES_BELOW))));
}

/** The x whose {@link logSoftplus} is `y`. */
export function inverseLogSoftplus(y: Tensor): Tensor {
  // log(eʷ − 1) for w = eʸ, which is log w + w/2 + w²/24 − w⁴/2880 + … where w is small.
  const small = minimum(y, Math.log(0.5));
  const w = exp(small);
  const low = add(small, mul(w, add(0.5, mul(w, sub(1 / 24, mul(square(w), 1 / 2880))))));
  const large = exp(maximum(y, Math.log(0.5)));
  return where(less(y, Math.log(0.5)), low, add(large, log(sub(1, exp(neg(large))))));
}
