import {
  adversarialPhases,
  adversary,
  assertBatch,
  criticScalars,
  type Example,
  exampleOf,
  type StepContext,
  trainable,
} from '@latentkit/model';
import type { Batch } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf, normal } from '@latentkit/random';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { watchData } from '../watchData.ts';
import { biGanMethods } from './biGanMethods.ts';
import { type BiGan, type BiGanArchitecture, type BiGanOptions, biGanNetworks, checkBiGan } from './biGanParts.ts';
import { pairOf } from './criticOfPairs.ts';

// What the keys derived from a phase's key are for; `adversary` has those up to 4.
const [ENCODED, GENERATED] = [5, 6] as const;
// What the key derived from the seed is for; those up to 2 are the networks' and the steps'.
const EVALUATE = 4;

/**
 * A bidirectional GAN: beside the generator, from latents to examples, an encoder is trained from examples to latents. The
 * critic tells pairs (x, E(x)) from pairs (G(z), z), and both work against it, so that in the end each undoes the other.
 *
 *   critic:     min over C of     loss.critic(C(x, E(x)), C(G(z), z)) + penalty
 *   generator:  min over G, E of  loss.critic(C(G(z), z), C(x, E(x))),   z ~ N(0, I)
 *
 * The second is the first with the sides exchanged: of pairs of either side the critic is to think the opposite. With
 * `posterior` the encoder is a distribution of latents, from which the pairs have a draw: adversarially learned inference.
 *
 * @param architecture as of `gan`, whose critic becomes the part of the pairs' critic that sees the example: it gives features,
 *   which two more layers see together with the latents; and an `encoder`, by default the critic's recipe again
 * @param options shape, latent size and seed; loss, penalty, critic steps, the encoder's distribution, optimizers
 * @throws TypeError, RangeError as `gan`; TypeError where there is no encoder and the critic is no recipe
 * @example
 * const model = biGan(pointsGan(), { shape: [2], latentSize: 2, seed: 1 });
 * model.reconstruct(zeros([4, 2])).shape; // [4, 2]
 * // ALI (Dumoulin et al. 2017): an encoder that is a distribution.
 * biGan(pointsGan(), { shape: [2], latentSize: 2, seed: 1, posterior: diagonalGaussianFamily }).encode(zeros([4, 2])).shape; // [4, 2]
 *
 * Donahue, Krähenbühl & Darrell, "Adversarial Feature Learning", 2017, https://arxiv.org/abs/1605.09782; Dumoulin et al.,
 * "Adversarially Learned Inference", 2017, https://arxiv.org/abs/1606.00704
 */
export function biGan(architecture: BiGanArchitecture, options: BiGanOptions): BiGan {
  const checked = checkBiGan(architecture, options);
  const { shape, latentSize, seed, loss, penalty, unroll, posterior, criticSteps } = checked;
  const networks = biGanNetworks(architecture, checked);
  const { generator, encoder, critic } = networks;
  const exchanged = {
    critic: loss.critic,
    generator: (fake: Tensor, real: () => Tensor) => loss.critic(fake, real()),
  };
  const game = adversary(critic, { loss: exchanged, penalty, unroll });
  const watch = watchData('biGan', generator);

  /** Examples with their latents. */
  function encoded({ data, context }: Example, key: Key, training = true): Example {
    const output = encoder.apply(data, { training, key: foldIn(key, 0), ...(context && { context }) });
    return pairOf({ data, context }, posterior ? posterior.of(output).sample(foldIn(key, 1)) : output);
  }
  /** Latents with what is generated of them, as many as there are examples. */
  function generated({ data, context }: Example, key: Key, training = true): Example {
    const latents = normal(foldIn(key, 0), [data.shape[0]!, latentSize]);
    const options = { training, key: foldIn(key, 1), ...(context && { context }) };
    return pairOf({ data: generator.apply(latents, options), context }, latents);
  }

  return trainable({
    kind: 'biGan',
    seed,
    parts: networks,
    watch,
    check: (batch) => assertBatch('biGan.step', 'batch', batch, { shape, networks }),
    phases: adversarialPhases(critic, game, {
      generator: { generator, encoder },
      generatorOptimizer: checked.generatorOptimizer,
      criticOptimizer: checked.criticOptimizer,
      criticSteps,
      real: (batch: Batch, { key }: StepContext) => encoded(exampleOf(batch), foldIn(key, ENCODED)),
      fake: (batch: Batch, { key }: StepContext) => generated(exampleOf(batch), foldIn(key, GENERATED)),
    }),
    methods: (counters) =>
      biGanMethods({ networks, shape, latentSize, posterior }, (batch, key = foldIn(keyOf(seed), EVALUATE)) =>
        tidy(() => {
          const at = { step: counters.step, key, training: false };
          const real = encoded(exampleOf(batch), foldIn(key, ENCODED), false);
          const fake = generated(exampleOf(batch), foldIn(key, GENERATED), false);
          const { loss: _, ...terms } = criticScalars(game, real, fake, at);
          return { ...terms, generator: game.generatorLoss(fake, () => real, at) };
        }),
      ),
  }) as unknown as BiGan;
}
