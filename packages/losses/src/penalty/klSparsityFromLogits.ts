import { assertTensor, checkOptions } from '@latentkit/check';
import { perExample } from '@latentkit/shared';
import { logSumExp, neg, type Scalar, softplus, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { KlSparsityOptions } from './klSparsity.ts';
import { assertRate, rateKl } from './rateKl.ts';

/**
 * {@link klSparsity} of the sigmoid of logits: finite with finite gradients for any real numbers, also where the sigmoid
 * is 0 or 1 in float32.
 *
 *   Σⱼ KL(ρ ‖ ρ̂ⱼ),   ρ̂ⱼ the mean of sigmoid(logit) of unit j over the batch, kept as its logarithm
 *
 * @param logits `[batch, ...units]`, any real numbers
 * @param options the target rate
 * @returns a scalar, in nats
 * @throws RangeError where there is no batch axis or the rate is not above 0 and below 1; TypeError where it is no number
 * @example
 * klSparsityFromLogits(tensor2d([[0, 1e4], [0, 1e4]]), { rate: 0.5 });  // 4999.3069
 * @see Ng, Sparse autoencoder, CS294A lecture notes, 2011. https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export function klSparsityFromLogits(logits: Tensor, options: KlSparsityOptions = {}): Scalar {
  const { rate = 0.05 } = checkOptions('klSparsityFromLogits', options, ['rate']);
  assertRate('klSparsityFromLogits', rate);
  assertTensor('klSparsityFromLogits', 'logits', logits);
  return tidy(() => {
    const units = perExample('klSparsityFromLogits', logits);
    // log sigmoid(x) = −softplus(−x), log(1 − sigmoid(x)) = −softplus(x)
    const logMean = (costs: Tensor) => sub(logSumExp(neg(costs), 0), Math.log(units.shape[0]));
    return rateKl(rate, logMean(softplus(neg(units))), logMean(softplus(units)));
  });
}
