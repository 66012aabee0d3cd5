import { assertTensor, checkOptions } from '@latentkit/check';
import { perExample } from '@latentkit/shared';
import {
  greater,
  log,
  logSumExp,
  mean,
  neg,
  type Scalar,
  softplus,
  sub,
  type Tensor,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { assertRate, rateKl } from './rateKl.ts';

/** Options of {@link klSparsity} and {@link klSparsityFromLogits}. */
export interface KlSparsityOptions {
  /** ρ, the share of examples for which a unit should be active, above 0 and below 1. Default 0.05. */
  readonly rate?: number;
}

/**
 * How far the mean activation of each unit is from a target rate: added to a reconstruction error, it makes units that are
 * active for few examples each. For activations between 0 and 1, such as a sigmoid gives.
 *
 *   Σⱼ KL(ρ ‖ ρ̂ⱼ) = Σⱼ ρ log(ρ/ρ̂ⱼ) + (1 − ρ) log((1 − ρ)/(1 − ρ̂ⱼ)),   ρ̂ⱼ the mean of unit j over the batch
 *
 * Activations outside cannot be seen before they are computed on the device. A mean that is not above 0 and below 1 costs
 * Infinity, with finite gradients, so that training stops there; a sigmoid that saturates in float32 can give one,
 * {@link klSparsityFromLogits} cannot.
 *
 * @param activations `[batch, ...units]`, from 0 to 1, whose means are neither
 * @param options the target rate
 * @returns a scalar, in nats
 * @throws RangeError where there is no batch axis or the rate is not above 0 and below 1; TypeError where it is no number
 * @example
 * klSparsity(tensor2d([[0.2, 0.5], [0, 0.1]]), { rate: 0.1 });  // 0.1163
 * @see Ng, Sparse autoencoder, CS294A lecture notes, 2011. https://web.stanford.edu/class/cs294a/sparseAutoencoder.pdf
 */
export function klSparsity(activations: Tensor, options: KlSparsityOptions = {}): Scalar {
  const { rate = 0.05 } = checkOptions('klSparsity', options, ['rate']);
  assertRate('klSparsity', rate);
  assertTensor('klSparsity', 'activations', activations);
  return tidy(() => {
    const units = perExample('klSparsity', activations);
    return rateKl(rate, logOf(mean(units, 0)), logOf(mean(sub(1, units), 0)));
  });
}

/** −Infinity for what is not above 0: a GPU's logarithm of 0 is finite, and that of less is not NaN everywhere. */
function logOf(x: Tensor): Tensor {
  const above = greater(x, 0);
  return where(above, log(where(above, x, 1)), Number.NEGATIVE_INFINITY);
}

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
