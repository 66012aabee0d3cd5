import { assertNotNegative, assertTensor, showShape } from '@latentkit/check';
import { fill, lessEqual, mean, type Scalar, sum, type Tensor, tidy, where } from '@tensorflow/tfjs-core';

/**
 * Free bits: the KL term of a VAE in which every group of latent dimensions has so many nats for free, so that none is
 * driven to tell nothing.
 *
 *   Σ over the groups of max(minimum, mean over the batch of the group's KL)
 *
 * A group at or below the minimum has gradient 0. The average over the batch is taken before the maximum, as the paper has
 * it: one example may then spend less and another more. With one example per call it is a floor for each example.
 *
 * @param kl `[batch, groups]`, the KL of each group of each example, in nats. `kl` of @latentkit/distributions sums the
 * dimensions of what it is given, so with means and log variances reshaped to `[-1, size]` and what it gives to
 * `[batch, -1]` it is the KL of groups of `size` neighbouring dimensions; 1 makes every dimension a group
 * @param minimum λ, in nats per group, at least 0; 0 leaves the KL as it is
 * @returns a scalar, in nats, already averaged over the batch
 * @throws TypeError, RangeError where `kl` is not `[batch, groups]` or `minimum` is negative or not finite
 * @example
 * freeBits(tensor2d([[0.1, 2], [0.2, 4]]), 0.5);  // 3.5
 * @see Kingma et al., Improved Variational Inference with Inverse Autoregressive Flow, 2016, section C.8.
 * https://arxiv.org/abs/1606.04934
 */
export function freeBits(kl: Tensor, minimum: number): Scalar {
  assertNotNegative('freeBits', 'minimum', minimum);
  assertTensor('freeBits', 'kl', kl);
  if (kl.rank !== 2) {
    throw new RangeError(`freeBits: kl has shape ${showShape(kl.shape)} but [batch,groups] was expected.`);
  }
  return tidy(() => {
    const average = mean(kl, 0);
    // Asked this way round, NaN stays NaN.
    return sum(where(lessEqual(average, minimum), fill(average.shape, minimum), average));
  });
}
