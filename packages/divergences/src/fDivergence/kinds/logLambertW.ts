import {
  add,
  customGrad,
  div,
  exp,
  greaterEqual,
  log,
  maximum,
  mul,
  neg,
  sigmoid,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';

/** Newton's method doubles the digits each time; from where it starts, the sixth step changes nothing in float32. */
const STEPS = 6;

/**
 * ℓ = log W(eˣ), the logarithm of Lambert's function: the solution of eˡ + ℓ = x, for any real x.
 *
 * Its derivative is 1 / (1 + eˡ), whatever the steps that led to ℓ.
 *
 * @see Corless et al., On the Lambert W function, 1996, https://doi.org/10.1007/BF02124750
 */
export function logLambertW(x: Tensor): Tensor {
  return customGrad((input, save) => {
    (save as (tensors: Tensor[]) => void)([input as Tensor]);
    return {
      value: solve(input as Tensor),
      // From the input and not the value, so that it can be differentiated again.
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(dy, sigmoid(neg(logLambertW(saved!)))),
    };
  })(x);
}

function solve(x: Tensor): Tensor {
  // Either is at or above the solution, from where Newton's method for a convex function comes down and never overshoots.
  let guess: Tensor = where(greaterEqual(x, 1), log(maximum(x, 1)), x);
  for (let step = 0; step < STEPS; step++) {
    const w = exp(guess);
    guess = sub(guess, div(sub(add(w, guess), x), add(w, 1)));
  }
  return guess;
}
