import { assertBatchOf, assertKey, checkOptions } from '@latentkit/check';
import {
  adversarialPhases,
  adversary,
  assertBatch,
  assertContext,
  buildNetworks,
  criticScalars,
  dataWatch,
  type Example,
  exampleOf,
  generatorMethods,
  type StepContext,
  trainable,
  weightAverage,
} from '@latentkit/model';
import { type Batch, type Context, outputRangeOf } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf, normal } from '@latentkit/random';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkGan } from './checkGan.ts';
import type { Gan, GanArchitecture, GanOptions } from './model.ts';

const anyNumber = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY };

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights, 2 is the steps'.
const EVALUATE = 4;

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
 * @param options shape, latent size and seed; loss, penalty, view, critic steps, weight average, optimizers
 * @throws TypeError, RangeError before anything is made: for an unknown option, for `criticSteps` that is not an
 *   integer of at least 1, and networks whose sizes do not fit, that share variables, or a critic that ends in a sigmoid;
 *   by its methods, for a shape that is not the model's; Error once it has been disposed
 * @example
 * const options = { shape: [2], latentSize: 16, seed: 1, loss: wasserstein(), penalty: gradientPenalty(), criticSteps: 5 };
 * const model = gan(pointsGan(), options);
 * model.step(zeros([8, 2]));
 * model.sample(16, key(1)).shape; // [16, 2]
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function gan(architecture: GanArchitecture, options: GanOptions): Gan {
  const {
    shape,
    latentSize,
    seed,
    loss,
    penalty,
    view,
    criticSteps,
    averageDecay,
    generatorOptimizer,
    criticOptimizer,
  } = checkGan('gan', architecture, options);
  const criticShape = view?.outputShape?.(shape) ?? shape;
  const networks = buildNetworks(
    'gan',
    {
      generator: { part: architecture.generator, inputShape: [latentSize], outputShape: shape },
      critic: {
        part: architecture.critic,
        inputShape: criticShape,
        outputShape: [1],
        unbounded: 'a loss takes scores',
      },
    },
    keyOf(seed),
  );
  const { generator, critic } = networks;
  const game = adversary(critic, { loss, penalty, view });
  const average = averageDecay === undefined ? undefined : weightAverage(generator, { decay: averageDecay });
  const watch = dataWatch({
    caller: 'gan.step',
    support: outputRangeOf(generator) ?? anyNumber,
    taker: 'the generator',
    remedy: 'scale the data, or use a generator without that activation, such as that of pointsGan()',
  });

  /** As many generated examples as a real one has, for the same context. */
  function fakeOf({ data, context }: Example, key: Key, training = true): Example {
    const noise = normal(foldIn(key, 0), [data.shape[0]!, latentSize]);
    const options = { training, key: foldIn(key, 1), ...(context && { context }) };
    return { data: generator.apply(noise, options), ...(context && { context }) };
  }

  return trainable({
    kind: 'gan',
    seed,
    parts: { ...networks, ...(view && { view }), ...(average && { average }) },
    watch,
    check: (batch) => assertBatch('gan.step', 'batch', batch, { shape, networks }),
    phases: adversarialPhases(critic, game, {
      generator: { generator },
      generatorOptimizer,
      criticOptimizer,
      criticSteps,
      real: exampleOf,
      fake: (batch: Batch, { key }) => fakeOf(exampleOf(batch), foldIn(key, 0)),
    }),
    ...(average && { after: (_: Batch, { step }: StepContext) => average.update(step) }),
    methods: (counters) => ({
      ...generatorMethods('gan', generator, latentSize, average?.values),
      score(data: Tensor, context?: Context) {
        assertBatchOf('gan.score', 'data', data, shape);
        assertContext('gan.score', 'context', context, data.shape[0]!, { critic });
        return tidy(() =>
          game.score({ data, ...(context && { context }) }, { step: counters.step, key: keyOf(seed), training: false }),
        );
      },
      evaluate(batch: Batch, options: { readonly key?: Key } = {}) {
        assertBatch('gan.evaluate', 'batch', batch, { shape, networks });
        const { key = foldIn(keyOf(seed), EVALUATE) } = checkOptions('gan.evaluate', options, ['key']);
        assertKey('gan.evaluate', key);
        return tidy(() => {
          const real = exampleOf(batch);
          const fake = fakeOf(real, foldIn(key, 0), false);
          const at = { step: counters.step, key, training: false };
          const { loss: _, ...terms } = criticScalars(game, real, fake, at);
          return { ...terms, generator: game.generatorLoss(fake, () => real, at) };
        });
      },
    }),
  }) as Gan;
}
