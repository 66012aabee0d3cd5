import { assertBatchOf, assertKey, checkOptions } from '@latentkit/check';
import {
  adversarialPhases,
  adversary,
  assertBatch,
  assertContext,
  criticScalars,
  type Example,
  exampleOf,
  generatorMethods,
  type StepContext,
  trainable,
  weightAverage,
} from '@latentkit/model';
import type { Batch, Context, Network } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf, normal } from '@latentkit/random';
import { type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { buildGanNetworks } from './buildGanNetworks.ts';
import { assertPacked, type checkGan } from './checkGan.ts';
import { type Head, withoutConditions } from './head.ts';
import type { Gan, GanArchitecture } from './model.ts';
import { measureGame } from './watch/measureGame.ts';
import { watchData } from './watchData.ts';

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights, 2 is the steps'.
const EVALUATE = 4;

/** A critic's head, and the methods that a model has by it. */
export interface GanHead<M extends object> {
  readonly head: Head;
  /** Its methods, given what the critic guesses of examples, `[batch, size]`, once they have been checked, and the critic. */
  methods(guess: (data: Tensor, context: Context | undefined) => Tensor2D, readers: { readonly critic: Network }): M;
}

/**
 * The GAN of options that have been checked: the training step and the methods of all whose generator is given noise. With a
 * head the critic also guesses what else the generator was given.
 *
 * @param kind of model, such as `gan`: errors begin with it
 */
export function buildGan<M extends object = Record<never, never>>(
  kind: string,
  architecture: GanArchitecture,
  options: ReturnType<typeof checkGan>,
  headed?: GanHead<M>,
): Gan & M {
  const { shape, latentSize, seed, loss, penalty, view, unroll, criticSteps, averageDecay } = options;
  const { generatorOptimizer, criticOptimizer } = options;
  const head = headed?.head;
  const networks = buildGanNetworks(kind, architecture, options, head);
  const { generator, critic } = networks;
  const game = adversary(critic, {
    loss,
    penalty,
    view,
    unroll,
    head,
  });
  const average = averageDecay === undefined ? undefined : weightAverage(generator, { decay: averageDecay });
  const watch = watchData(kind, generator);
  // What a head draws, batches do not have.
  const contextSizes = head?.draw ? withoutConditions(generator.contextSizes, head) : generator.contextSizes;
  const readers = { generator: { ...(contextSizes && { contextSizes }) }, critic };

  /** As many generated examples as a real one has, for the same context. */
  function fakeOf({ data, context }: Example, key: Key, training = true): Example {
    const count = data.shape[0]!;
    const noise = normal(foldIn(key, 0), [count, latentSize]);
    const given = head?.draw ? { ...context, ...head.draw(count, foldIn(key, 2)) } : context;
    const options = { training, key: foldIn(key, 1), ...(given && { context: given }) };
    return { data: generator.apply(noise, options), ...(given && { context: given }) };
  }

  const sampling = generatorMethods(kind, generator, latentSize, {
    ...(average && { values: average.values }),
    ...(head?.draw && { draw: head.draw }),
  });

  function assertExamples(caller: string, batch: unknown): asserts batch is Batch {
    assertBatch(caller, 'batch', batch, { shape, networks: readers });
    assertPacked(caller, 'batch', exampleOf(batch).data, view);
  }

  return trainable({
    kind,
    seed,
    parts: { ...networks, ...(view && { view }), ...(average && { average }) },
    watch,
    check: (batch) => assertExamples(`${kind}.step`, batch),
    phases: adversarialPhases(critic, game, {
      generator: { generator },
      generatorOptimizer,
      criticOptimizer,
      criticSteps,
      real: exampleOf,
      fake: (batch: Batch, { key }: StepContext) => fakeOf(exampleOf(batch), foldIn(key, 0)),
    }),
    ...(average && { after: (_: Batch, { step }: StepContext) => average.update(step) }),
    methods: (counters) => ({
      ...sampling,
      score(data: Tensor, context?: Context) {
        assertBatchOf(`${kind}.score`, 'data', data, shape);
        assertPacked(`${kind}.score`, 'data', data, view);
        assertContext(`${kind}.score`, 'context', context, data.shape[0]!, { critic });
        return tidy(() =>
          game.score({ data, ...(context && { context }) }, { step: counters.step, key: keyOf(seed), training: false }),
        );
      },
      evaluate(batch: Batch, options: { readonly key?: Key } = {}) {
        assertExamples(`${kind}.evaluate`, batch);
        const { key = foldIn(keyOf(seed), EVALUATE) } = checkOptions(`${kind}.evaluate`, options, ['key']);
        assertKey(`${kind}.evaluate`, key);
        return tidy(() => {
          const real = exampleOf(batch);
          const fake = fakeOf(real, foldIn(key, 0), false);
          const at = { step: counters.step, key, training: false };
          const { loss: _, ...terms } = criticScalars(game, real, fake, at);
          const { loss: generator, ...others } = game.generatorTerms(fake, () => real, at);
          return { ...terms, generator, ...others };
        });
      },
      measure(batch: Batch, options: { readonly key?: Key } = {}) {
        assertExamples(`${kind}.measure`, batch);
        const { key = foldIn(keyOf(seed), EVALUATE) } = checkOptions(`${kind}.measure`, options, ['key']);
        assertKey(`${kind}.measure`, key);
        const real = exampleOf(batch);
        const at = { step: counters.step, key, training: false };
        return measureGame(game, networks, real, () => fakeOf(real, foldIn(key, 0), false), at);
      },
      ...headed?.methods(
        (data, context) => {
          const at = { step: counters.step, key: keyOf(seed), training: false };
          return game.guess({ data, ...(context && { context }) }, at);
        },
        { critic },
      ),
    }),
  }) as unknown as Gan & M;
}
