import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { closedForm } from './closedForm.ts';

/**
 * Kullback-Leibler divergence of two distributions of a family, in closed form, per example.
 *
 *   KL(p ‖ q) = E log p(x)/q(x) for x from p
 *
 * Exactly 0 where p = q, with its digits near that, also on GPUs; ∞ where q rules out what p allows. Differentiable by the
 * parameters of both. Families: diagonal Gaussians (of which `standardNormal` is one), full Gaussians, Bernoulli and
 * categorical variables, uniform, gamma and beta distributions.
 *
 * @param p a batch of distributions
 * @param q as many of the same family, with parameters of the same shapes
 * @returns `[batch]`, in nats, summed over the features of an example
 * @throws TypeError where no closed form is known: then `estimateKl` estimates it. RangeError where the shapes differ
 * @example
 * const posterior = diagonalGaussian({ mean: tensor2d([[0, 2]]), logVariance: tensor2d([[0, 0]]) });
 * kl(posterior, standardNormal([1, 2]));  // [2]
 * @see Kullback & Leibler, On information and sufficiency, 1951. https://doi.org/10.1214/aoms/1177729694
 */
export function kl(p: Distribution, q: Distribution): Tensor1D {
  return closedForm('kl', 'kl', p, q);
}
