import { assertBatchOf, assertKey, checkOptions } from '@latentkit/check';
import { adversary, type Example, type GameContext, type StepContext, trainable } from '@latentkit/model';
import type { Batch, Network } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf } from '@latentkit/random';
import { add, addN, mul, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { watchTargets } from '../watchData.ts';
import {
  type CycleGan,
  type CycleGanArchitecture,
  type CycleGanOptions,
  checkCycleGan,
  cycleGanNetworks,
} from './cycleGanParts.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { assertTranslationBatch, type TranslationBatch } from './translationBatch.ts';

// What the keys derived from a phase's key are for; each game has those below within one of its own.
const [DATA_GAME, TARGET_GAME, THERE, BACK, ROUND, ROUND_BACK, SAME, SAME_BACK] = [1, 2, 3, 4, 5, 6, 7, 8] as const;
// What the key derived from the seed is for: those up to 3 are the networks' and the steps'.
const EVALUATE = 4;

/**
 * A CycleGAN: translates examples of one kind to another and back without pairs to learn from. Each translation must look
 * like the examples of its kind to a critic of that kind, and there and back must end where it began.
 *
 *   critic:     min over C, D of  loss.critic(C(x), C(B(y))) + loss.critic(D(y), D(F(x)))
 *   generator:  min over F, B of  loss.generator(C(B(y)), C(x)) + loss.generator(D(F(x)), D(y))
 *                                 + λ (|B(F(x)) − x| + |F(B(y)) − y|) + μ (|B(x) − x| + |F(y) − y|)
 *
 * for examples x of `data` and y of `target`, the translations F forward and B backward, and the critics C of `data` and D of
 * `target`. Absolute errors are averaged over the numbers of an example. The critics are given the translations of the step,
 * not those of earlier steps as in the paper's program.
 *
 * Batches are `{ data, target }`: `zip({ data: a, target: b }, { paired: false })` of `@latentkit/datasets`.
 *
 * @param architecture the four networks, such as `residualCycleGan()`
 * @param options shapes and seed; loss, weights of cycle and identity, optimizers
 * @throws TypeError, RangeError before anything is made; RangeError for an identity weight where the shapes differ; by its
 *   methods, for shapes that are not the model's
 * @example
 * const model = cycleGan(residualCycleGan({ filters: 4, blocks: 1 }), { shape: [8, 8, 1], targetShape: [8, 8, 3], seed: 1 });
 * model.step({ data: zeros([2, 8, 8, 1]), target: ones([2, 8, 8, 3]) });
 * model.translate(zeros([2, 8, 8, 1])).shape; // [2, 8, 8, 3]
 *
 * Zhu et al., "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks", 2017,
 * https://arxiv.org/abs/1703.10593
 */
export function cycleGan(architecture: CycleGanArchitecture, options: CycleGanOptions): CycleGan {
  const checked = checkCycleGan(architecture, options);
  const { shape, targetShape, seed, loss, cycleWeight, identityWeight } = checked;
  const networks = cycleGanNetworks(architecture, checked);
  const { forward, backward, dataCritic, targetCritic } = networks;
  const dataGame = adversary(dataCritic, { loss });
  const targetGame = adversary(targetCritic, { loss });
  const watched = watchTargets('cycleGan', forward, backward);

  const run = (network: Network, input: Tensor, { key, training = true }: GameContext, purpose: number): Example => ({
    data: network.apply(input, { training, key: foldIn(key, purpose) }),
  });
  /** The translations of a batch both ways, the same in both phases of a step but for the networks' own randomness. */
  const translated = ({ data, target }: TranslationBatch, at: GameContext) => ({
    target: run(forward, data, at, THERE),
    data: run(backward, target, at, BACK),
  });
  const within = (at: GameContext, purpose: number): GameContext => ({ ...at, key: foldIn(at.key, purpose) });

  function criticTerms(batch: TranslationBatch, fake: Record<'data' | 'target', Example>, at: GameContext) {
    const ofData = dataGame.criticTerms({ data: batch.data }, fake.data, within(at, DATA_GAME)).loss;
    const ofTarget = targetGame.criticTerms({ data: batch.target }, fake.target, within(at, TARGET_GAME)).loss;
    return { loss: add<Scalar>(ofData, ofTarget) };
  }
  function generatorTerms(batch: TranslationBatch, at: GameContext) {
    const { data, target } = batch;
    const fake = translated(batch, at);
    const generator = add<Scalar>(
      dataGame.generatorLoss(fake.data, () => ({ data }), within(at, DATA_GAME)),
      targetGame.generatorLoss(fake.target, () => ({ data: target }), within(at, TARGET_GAME)),
    );
    const cycle = add<Scalar>(
      meanAbsoluteError(run(backward, fake.target.data, at, ROUND).data, data),
      meanAbsoluteError(run(forward, fake.data.data, at, ROUND_BACK).data, target),
    );
    if (identityWeight === 0) return { loss: add<Scalar>(generator, mul(cycle, cycleWeight)), generator, cycle };
    const identity = add<Scalar>(
      meanAbsoluteError(run(backward, data, at, SAME).data, data),
      meanAbsoluteError(run(forward, target, at, SAME_BACK).data, target),
    );
    const loss = addN([generator, mul<Scalar>(cycle, cycleWeight), mul<Scalar>(identity, identityWeight)]) as Scalar;
    return { loss, generator, cycle, identity };
  }

  function translate(
    method: string,
    input: Tensor,
    argument: string,
    from: readonly number[],
    way: readonly Network[],
  ) {
    assertBatchOf(`cycleGan.${method}`, argument, input, from);
    return tidy(() => way.reduce((value, network) => network.apply(value), input));
  }
  return trainable({
    kind: 'cycleGan',
    seed,
    parts: networks,
    watch: watched.watch,
    after: ({ target }: TranslationBatch) => watched.see(target),
    check: (batch) => assertTranslationBatch('cycleGan.step', batch as Batch, shape, targetShape),
    phases: {
      critic: {
        trains: { dataCritic, targetCritic },
        optimizer: checked.criticOptimizer,
        loss(batch: TranslationBatch, at: StepContext) {
          const fake = translated(batch, at);
          return () => criticTerms(batch, fake, at);
        },
      },
      generator: {
        trains: { forward, backward },
        optimizer: checked.generatorOptimizer,
        loss: (batch: TranslationBatch, at: StepContext) => () => generatorTerms(batch, at),
      },
    },
    methods: (counters) => ({
      translate: (data: Tensor) => translate('translate', data, 'data', shape, [forward]),
      translateBack: (target: Tensor) => translate('translateBack', target, 'target', targetShape, [backward]),
      reconstruct: (data: Tensor) => translate('reconstruct', data, 'data', shape, [forward, backward]),
      evaluate(batch: TranslationBatch, options: { readonly key?: Key } = {}) {
        assertTranslationBatch('cycleGan.evaluate', batch, shape, targetShape);
        const { key = foldIn(keyOf(seed), EVALUATE) } = checkOptions('cycleGan.evaluate', options, ['key']);
        assertKey('cycleGan.evaluate', key);
        return tidy(() => {
          const at = { step: counters.step, key, training: false };
          const { loss: _, ...terms } = generatorTerms(batch, at);
          return { critic: criticTerms(batch, translated(batch, at), at).loss, ...terms };
        });
      },
    }),
  }) as unknown as CycleGan;
}
