import { assertFunction, assertInteger, assertKey, assertTensor, checkOptions } from '@latentkit/check';
import { bernoulli, foldIn, type Key } from '@latentkit/random';
import { cast, div, mul, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { squaredPullbacks } from './squaredPullbacks.ts';

/** Options of {@link contractiveEstimate}. */
export interface ContractiveEstimateOptions {
  /** How many random directions to average over, each a backward pass. Default 1; the variance falls with their number. */
  readonly probes?: number;
}

/**
 * {@link contractive} by Hutchinson's estimate: unbiased, at the cost of as many backward passes as there are probes,
 * however large the code.
 *
 *   1/probes · Σ ‖∇ (v · encoder(x))‖²,   each v of independent fair signs, anew for each example
 *
 * E (v vᵀ) = I makes it unbiased; with signs instead of Gaussian numbers the variance comes from the products of
 * different rows of the Jacobian alone, and is 0 where they are at right angles.
 *
 * @param encoder `[batch, ...features] -> [batch, ...code]`; it must encode each example by itself, so no batch norm
 * @param x `[batch, ...features]`
 * @param key where the directions come from
 * @param options how many
 * @returns `[batch]`, in squared units of the code per squared unit of the data
 * @throws RangeError where there is no batch axis, or not the same on both sides of the encoder, or for a number of probes
 *   that is no integer of at least 1; TypeError for probes that are no number or a key that is none
 * @example
 * contractiveEstimate((x) => mul(x, tensor1d([1, 2])), tensor2d([[5, 7]]), key(0));  // [5]
 * @see Hutchinson, A Stochastic Estimator of the Trace of the Influence Matrix for Laplacian Smoothing Splines, 1990.
 * https://doi.org/10.1080/03610919008812866; of a Jacobian's norm: Hoffman et al., Robust Learning with Jacobian
 * Regularization, 2019. https://arxiv.org/abs/1908.02729
 */
export function contractiveEstimate(
  encoder: (x: Tensor) => Tensor,
  x: Tensor,
  key: Key,
  options: ContractiveEstimateOptions = {},
): Tensor1D {
  const { probes = 1 } = checkOptions('contractiveEstimate', options, ['probes']);
  assertInteger('contractiveEstimate', 'probes', probes);
  assertFunction('contractiveEstimate', 'encoder', encoder, 'a function of a batch of examples');
  assertTensor('contractiveEstimate', 'x', x);
  assertKey('contractiveEstimate', key);
  return tidy(() => {
    const signs = (shape: [number, number], probe: number) => {
      const heads = bernoulli(foldIn(key, probe), 0.5, shape);
      return sub(mul(cast(heads, 'float32'), 2), 1);
    };
    const probesOf = (shape: [number, number]) => Array.from({ length: probes }, (_, probe) => signs(shape, probe));
    return div(squaredPullbacks('contractiveEstimate', encoder, x, probesOf), probes);
  });
}
