import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/**
 * How a batch stands for all examples in the density of their latents:
 *
 *   q(zᵢ) = 1/N Σₙ q(zᵢ | xₙ)  ≈  Σⱼ Wᵢⱼ q(zᵢ | xⱼ)
 */
export interface AggregateEstimator {
  /** ln W, `[batch, batch]` or what is broadcast to it. */
  logWeights(batch: number, datasetSize: number): Tensor2D;
}

/**
 * Minibatch-weighted sampling: W = 1/(N B), on average too small a density: the batch counts as a share 1/N of the data. The
 * terms of `totalCorrelation` are off by constants of up to ln N B for each latent, which have no gradient.
 *
 * @example
 * minibatchWeighted.logWeights(4, 100); // [[-5.9915]]
 *
 * Chen et al., 2018, appendix C.1, https://arxiv.org/abs/1802.04942
 */
export const minibatchWeighted: AggregateEstimator = {
  logWeights: (batch, datasetSize) => tensor2d([[-Math.log(batch * datasetSize)]]),
};

/**
 * Minibatch-stratified sampling: unbiased for the density. Of the B = M + 1 examples of a batch, each has the weight 1/N under
 * its own posterior, (N − M)/(N M) under that of the next example, and 1/M under those of the rest.
 *
 * @throws RangeError by `logWeights`, for a batch of one example, or of more than there are
 * @example
 * minibatchStratified.logWeights(2, 2); // [[-0.6931, -0.6931], [-0.6931, -0.6931]]
 *
 * Chen et al., 2018, appendix C.2, https://arxiv.org/abs/1802.04942
 */
export const minibatchStratified: AggregateEstimator = {
  logWeights(batch, datasetSize) {
    if (batch < 2 || batch > datasetSize) {
      throw new RangeError(
        `minibatchStratified: the batch has ${batch} examples but from 2 to datasetSize, ${datasetSize}, were expected.`,
      );
    }
    const others = batch - 1;
    const next = (datasetSize - others) / (datasetSize * others);
    const rows = Array.from({ length: batch }, (_, i) =>
      Array.from({ length: batch }, (_, j) =>
        Math.log(i === j ? 1 / datasetSize : j === (i + 1) % batch ? next : 1 / others),
      ),
    );
    return tensor2d(rows);
  },
};
