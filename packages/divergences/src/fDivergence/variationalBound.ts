import { assertScores } from '@latentkit/check';
import { mean, type Scalar, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';

/**
 * A lower bound of the divergence D(P ‖ Q) of data and samples, from a critic's outputs: it holds for any critic, up to the
 * chance of the batch, and touches D where the output is that of {@link optimalOutput}.
 *
 *   E_real g(v) − E_fake f*(g(v)) ≤ D(P ‖ Q)      g is the activation of the divergence
 *
 * @param divergence such as {@link forwardKl}
 * @param real the critic's outputs v for samples of P, any real numbers, `[batch]` or `[batch, 1]`
 * @param fake for samples of Q, the same shape
 * @returns a scalar, in nats where f has a logarithm; ±Infinity where an output is so large that float32 has no number for
 *   it, as each divergence says, but never NaN between −1e4 and 1e4
 * @throws RangeError unless the scores are `[batch]` or `[batch, 1]`, all alike
 * @example
 * variationalBound(forwardKl, tensor1d([2, 1]), tensor1d([1, 1]));  // 0.5
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, equation 6. https://arxiv.org/abs/1606.00709
 */
export function variationalBound(divergence: FDivergence, real: Tensor, fake: Tensor): Scalar {
  assertDivergence('variationalBound', divergence);
  assertScores('variationalBound', { real, fake });
  return tidy(() => sub(mean(divergence.activation(real)), mean(divergence.conjugateOfActivation(fake))));
}
