import { assertBackend, assertInteger, checkOptions } from '@latentkit/check';
import type { PriorRecipe } from '@latentkit/model';
import { normal } from '@latentkit/random';
import { gather, type Rank, tidy, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import { mixtureMethods } from './gaussianComponents.ts';

/** The options of `mixturePrior`. */
export interface MixturePriorOptions {
  /** How many Gaussians there are. */
  readonly components: number;
}

/**
 * A mixture of Gaussians with diagonal covariances as the prior of a VAE, trained together with it.
 *
 *   p(z) = Σ_k w_k N(z; μ_k, diag σ_k²),   w = softmax(logits)
 *
 * The means start as draws of N(0, I), the variances as 1, the weights as 1 / components. Its variables are `logits`,
 * `means` and `logVariances`. All components are computed at once: `[batch, components, latents]` numbers are in memory.
 *
 * @param options how many components
 * @returns a recipe for the option `prior` of `vae`
 * @throws TypeError, RangeError unless `components` is an integer of at least 1
 * @example
 * const model = vae(mlp(), { shape: [4], latentSize: 2, seed: 1, prior: mixturePrior({ components: 10 }) });
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Dilokthanakul et al., "Deep Unsupervised Clustering with Gaussian Mixture Variational Autoencoders", 2016,
 * https://arxiv.org/abs/1611.02648; as the baseline "MoG" of Tomczak & Welling, 2018, https://arxiv.org/abs/1705.07120
 */
export function mixturePrior(options: MixturePriorOptions): PriorRecipe {
  const { components } = checkOptions('mixturePrior', options, ['components']);
  assertInteger('mixturePrior', 'components', components);
  return ({ latentShape, key }) => {
    assertBackend('mixturePrior');
    const shape = [components, ...latentShape];
    const start = () => [zeros([components]), normal(key, shape), zeros(shape)].map((value) => variable(value));
    const [logits, means, logVariances] = tidy(start) as [Variable<Rank.R1>, Variable, Variable];
    const methods = mixtureMethods('mixturePrior', latentShape, {
      logits: () => logits,
      all: () => ({ mean: means, logVariance: logVariances }),
      some: (indices) => ({ mean: gather(means, indices), logVariance: gather(logVariances, indices) }),
    });
    return { variables: { logits, means, logVariances }, ...methods };
  };
}
