import { assertInteger, assertMethods, assertNotNegative, checkOptions } from '@latentkit/check';
import { diagonalGaussianFamily, standardNormal } from '@latentkit/distributions';
import type { BottleneckRecipe } from '@latentkit/model';
import { normal } from '@latentkit/random';
import { logSumExpAlong } from '@latentkit/shared';
import {
  add,
  exp,
  expandDims,
  mul,
  neg,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { type AggregateEstimator, minibatchWeighted } from './aggregateEstimators.ts';

/** The options of `totalCorrelation`. */
export interface TotalCorrelationOptions {
  /** How many examples there are to train on: the batch stands for them. */
  readonly datasetSize: number;
  /** The weight of the total correlation, at least 0. Default 6, as published; with 1 the loss estimates −ELBO. */
  readonly beta?: number | undefined;
  /** The weight of the mutual information of latents and examples, at least 0. Default 1. */
  readonly alpha?: number | undefined;
  /** The weight of each latent's divergence from N(0, 1), at least 0. Default 1. */
  readonly gamma?: number | undefined;
  /** How a batch stands for all examples. Default `minibatchWeighted`. */
  readonly estimator?: AggregateEstimator | undefined;
}

/** The terms into which the divergence from the prior falls. */
export type TotalCorrelationTerms = 'mutualInformation' | 'totalCorrelation' | 'dimensionwiseKl';

/**
 * The Gaussian of `gaussian`, whose divergence from N(0, I) is taken apart, so that how much the latents depend on each other
 * has a weight of its own.
 *
 *   KL = E ln q(z | x)/q(z)  +  E ln q(z)/Πₗ q(zₗ)  +  Σₗ E ln q(zₗ)/p(zₗ)
 *        mutualInformation      totalCorrelation       dimensionwiseKl
 *
 * q(z) is the mean of q(z | x) over all examples, which a batch stands for: see `minibatchWeighted`, `minibatchStratified`.
 * Every term is estimated by the one z that is drawn for each example; their sum is ln q(z | x) − ln p(z), exactly.
 *
 * @param options data-set size, weights, estimator
 * @returns a bottleneck with the three terms, in nats
 * @throws TypeError, RangeError for an option out of range; at a step, for a batch that the estimator cannot take
 * @example
 * const bottleneck = totalCorrelation({ datasetSize: 1000 });
 * autoencoder('betaTcVae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).stepCount; // 0
 *
 * Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018, https://arxiv.org/abs/1802.04942
 */
export function totalCorrelation(options: TotalCorrelationOptions): BottleneckRecipe<TotalCorrelationTerms> {
  const names = ['datasetSize', 'alpha', 'beta', 'gamma', 'estimator'] as const;
  return totalCorrelationOf('totalCorrelation', checkOptions('totalCorrelation', options, names));
}

/** `totalCorrelation` with the name by which its errors go. */
export function totalCorrelationOf(
  caller: string,
  { datasetSize, alpha = 1, beta = 6, gamma = 1, estimator = minibatchWeighted }: TotalCorrelationOptions,
): BottleneckRecipe<TotalCorrelationTerms> {
  assertInteger(caller, 'datasetSize', datasetSize);
  for (const [name, weight] of Object.entries({ alpha, beta, gamma })) assertNotNegative(caller, name, weight);
  assertMethods(caller, 'estimator', estimator, ['logWeights']);
  const weights = { mutualInformation: alpha, totalCorrelation: beta, dimensionwiseKl: gamma };
  const { of: posterior, parameterShape } = diagonalGaussianFamily;
  return ({ latentShape }) => ({
    parameterShape,
    encode(output, { key }) {
      const q = posterior(output);
      const latents = q.sample(key);
      const { mean, logVariance } = q.parameters;
      const [z, ...parameters] = [latents, mean, logVariance].map(flat) as [Tensor2D, Tensor2D, Tensor2D];
      const batch = z.shape[0];
      const logWeights = estimator.logWeights(batch, datasetSize);
      const each = logDensities(z, ...parameters);
      const joint = logSumExpAlong<Tensor1D>(add(sum(each, 2), logWeights), 1);
      const product = sum<Tensor1D>(logSumExpAlong(add(each, expandDims(logWeights, 2)), 1), 1);
      return {
        latents,
        terms: {
          mutualInformation: sub<Tensor1D>(q.logProb(latents), joint),
          totalCorrelation: sub<Tensor1D>(joint, product),
          dimensionwiseKl: sub<Tensor1D>(product, standardNormal(latents.shape).logProb(latents)),
        },
        weights,
      };
    },
    mean: (output) => posterior(output).mean(),
    posterior,
    sample: (count, key) => normal(key, [count, ...latentShape]),
  });
}

const flat = (x: Tensor) => reshape(x, [x.shape[0]!, -1]);

/** ln q(zᵢₗ | xⱼ) of each latent of every example under the posterior of every other, `[batch i, batch j, latents l]`. */
function logDensities(z: Tensor2D, mean: Tensor2D, logVariance: Tensor2D): Tensor3D {
  const distance = square(sub(expandDims(z, 1), expandDims(mean, 0)));
  const energy = mul(distance, expandDims(exp(neg(logVariance)), 0));
  return mul<Tensor3D>(add(energy, add(expandDims(logVariance, 0), Math.log(2 * Math.PI))), -0.5);
}
