import { buildGan } from './buildGan.ts';
import { checkGan } from './checkGan.ts';
import type { Gan, GanArchitecture, GanOptions } from './model.ts';

/**
 * A generative adversarial network: a generator makes examples of noise, a critic tells them from real ones, each trained
 * against the other, each with an optimizer of its own.
 *
 *   critic:     min over C of  loss.critic(C(x), C(G(z))) + penalty
 *   generator:  min over G of  loss.generator(C(G(z)), C(x)),    z ~ N(0, I)
 *
 * A step is one step of the critic on the batch and, every `criticSteps` steps, one of the generator with fresh noise; in the
 * other steps the generator costs nothing and has no term. The noise is a function of the seed and of the step's number.
 *
 * What the critic is trained on is generated as in training: dropout drops, and the moving statistics of batch norm in the
 * generator move, also in the steps in which its weights stay.
 *
 * What a batch holds besides its data is the context of both networks, so labels make it conditional.
 *
 * @param architecture such as `dcgan()`, or networks of your own. The critic gives a score, any number, so it does not end
 *   in a sigmoid
 * @param options shape, latent size and seed; loss, penalty, view, unrolling, critic steps, weight average, optimizers
 * @throws TypeError, RangeError before anything is made: for an unknown option, for `criticSteps` that is not an
 *   integer of at least 1, and networks whose sizes do not fit, that share variables, a critic that ends in a sigmoid, one with
 *   batch norm under a penalty, or one that reads a context of packed examples; by its methods, for a shape that is not the
 *   model's, and a batch that is no multiple of what the view packs; Error once it has been disposed
 * @example
 * const options = { shape: [2], latentSize: 16, seed: 1, loss: wasserstein(), penalty: gradientPenalty(), criticSteps: 5 };
 * const model = gan(pointsGan(), options);
 * model.step(zeros([8, 2]));
 * model.sample(16, key(1)).shape; // [16, 2]
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function gan(architecture: GanArchitecture, options: GanOptions): Gan {
  return buildGan('gan', architecture, checkGan('gan', architecture, options));
}
