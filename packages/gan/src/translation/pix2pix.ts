import { assertBatchOf, assertKey, checkOptions } from '@latentkit/check';
import {
  adversarialPhases,
  adversary,
  buildNetworks,
  type GameContext,
  type StepContext,
  trainable,
} from '@latentkit/model';
import type { Batch } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf } from '@latentkit/random';
import { add, concat, mul, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { watchTargets } from '../watchData.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { checkPix2Pix, type Pix2Pix, type Pix2PixArchitecture, type Pix2PixOptions } from './pix2pixParts.ts';
import { assertTranslationBatch, type TranslationBatch } from './translationBatch.ts';

// What the key derived from a phase's key is for; `adversary` has those up to 4. And that derived from the seed.
const TRANSLATED = 5;
const EVALUATE = 4;

/**
 * Translates examples of one kind to another, learned from pairs. The critic is given an example together with its
 * translation, so that these must fit; an absolute error holds the translation near the one that is known.
 *
 *   critic:     min over C of  loss.critic(C(x, y), C(x, G(x)))
 *   generator:  min over G of  loss.generator(C(x, G(x)), C(x, y)) + λ |G(x) − y|
 *
 * for examples x of `data` with their y of `target`. The absolute error is averaged over the numbers of an example. The
 * generator's only noise is dropout, and not after training.
 *
 * Batches are `{ data, target }`: `zip({ data, target })` of `@latentkit/datasets`.
 *
 * @param architecture such as `unetPix2Pix()`
 * @param options shapes and seed; loss, weight of the reconstruction, optimizers
 * @throws TypeError, RangeError before anything is made, for shapes that differ but for their last axis among others; by its
 *   methods, for shapes that are not the model's
 * @example
 * const model = pix2pix(unetPix2Pix({ filters: [4, 8] }), { shape: [8, 8, 1], targetShape: [8, 8, 3], seed: 1 });
 * model.step({ data: zeros([2, 8, 8, 1]), target: ones([2, 8, 8, 3]) });
 * model.translate(zeros([2, 8, 8, 1])).shape; // [2, 8, 8, 3]
 *
 * Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks", 2017, https://arxiv.org/abs/1611.07004
 */
export function pix2pix(architecture: Pix2PixArchitecture, options: Pix2PixOptions): Pix2Pix {
  const checked = checkPix2Pix(architecture, options);
  const { shape, targetShape, seed, loss, reconstructionWeight } = checked;
  const pairShape = [...shape.slice(0, -1), shape.at(-1)! + targetShape.at(-1)!];
  const networks = buildNetworks(
    'pix2pix',
    {
      generator: { part: architecture.generator, inputShape: shape, outputShape: targetShape },
      critic: {
        part: architecture.critic,
        inputShape: pairShape,
        outputShape: [1],
        unbounded: 'a loss takes scores',
      },
    },
    keyOf(seed),
  );
  const { generator, critic } = networks;
  const game = adversary(critic, { loss });
  const watched = watchTargets('pix2pix', generator);

  const pairOf = (data: Tensor, target: Tensor) => ({ data: concat([data, target], -1) });
  const translated = ({ data }: TranslationBatch, { key, training = true }: GameContext) =>
    generator.apply(data, { training, key: foldIn(key, TRANSLATED) });
  const real = ({ data, target }: TranslationBatch) => pairOf(data, target);
  const fake = (batch: TranslationBatch, at: GameContext) => pairOf(batch.data, translated(batch, at));
  function generatorTerms(batch: TranslationBatch, at: GameContext) {
    const translation = translated(batch, at);
    const generator = game.generatorLoss(pairOf(batch.data, translation), () => real(batch), at);
    const reconstruction = meanAbsoluteError(translation, batch.target);
    return { loss: add<Scalar>(generator, mul(reconstruction, reconstructionWeight)), generator, reconstruction };
  }

  const phases = adversarialPhases<TranslationBatch>(critic, game, {
    generator: { generator },
    generatorOptimizer: checked.generatorOptimizer,
    criticOptimizer: checked.criticOptimizer,
    real,
    fake,
  });
  return trainable({
    kind: 'pix2pix',
    seed,
    parts: networks,
    watch: watched.watch,
    after: ({ target }: TranslationBatch) => watched.see(target),
    check: (batch) => assertTranslationBatch('pix2pix.step', batch as Batch, shape, targetShape),
    phases: {
      critic: phases.critic,
      generator: {
        ...phases.generator,
        loss: (batch: TranslationBatch, at: StepContext) => () => generatorTerms(batch, at),
      },
    },
    methods: (counters) => ({
      translate(data: Tensor) {
        assertBatchOf('pix2pix.translate', 'data', data, shape);
        return tidy(() => generator.apply(data));
      },
      score(data: Tensor, target: Tensor) {
        assertTranslationBatch('pix2pix.score', { data, target }, shape, targetShape);
        const at = { step: counters.step, key: keyOf(seed), training: false };
        return tidy(() => game.score(pairOf(data, target), at));
      },
      evaluate(batch: TranslationBatch, options: { readonly key?: Key } = {}) {
        assertTranslationBatch('pix2pix.evaluate', batch, shape, targetShape);
        const { key = foldIn(keyOf(seed), EVALUATE) } = checkOptions('pix2pix.evaluate', options, ['key']);
        assertKey('pix2pix.evaluate', key);
        return tidy(() => {
          const at = { step: counters.step, key, training: false };
          const { loss: _, ...terms } = generatorTerms(batch, at);
          return { critic: game.criticTerms(real(batch), fake(batch, at), at).adversarial, ...terms };
        });
      },
    }),
  }) as unknown as Pix2Pix;
}
