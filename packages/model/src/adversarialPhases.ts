import type { Batch, Network, Optimizer, Stateful } from '@latentkit/nn';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { Adversary } from './adversary.ts';
import type { Example } from './batch.ts';
import type { Phase, StepContext } from './phase.ts';
import type { GameContext } from './view.ts';

/** Who plays against a critic, and for which examples. */
export interface AdversarialPhasesOptions<B extends Batch> {
  /** What is trained against the critic, by name, such as `{ generator }`. */
  readonly generator: Readonly<Record<string, Stateful>>;
  /** What the generator's phase does with its gradient. */
  readonly generatorOptimizer: Optimizer;
  /** What the critic's phase does with its gradient. */
  readonly criticOptimizer: Optimizer;
  /** How many steps the critic takes for one of the generator. Default 1. */
  readonly criticSteps?: number | undefined;
  /** What the critic is to take for real. */
  real(batch: B, at: StepContext): Example;
  /** What the critic is to take for generated; differentiable by the generator's variables. */
  fake(batch: B, at: StepContext): Example;
}

/** The critic's loss, with the penalty, and what is logged of it: the loss without it, and the penalty if there is one. */
export type CriticScalars = { readonly loss: Scalar; readonly critic: Scalar; readonly penalty?: Scalar };

/** The phases of a game, for `trainable`. */
export type AdversarialPhases<B extends Batch> = {
  readonly critic: Phase<B, CriticScalars>;
  readonly generator: Phase<B, { readonly loss: Scalar }> & { readonly every: number };
};

/**
 * The two phases of a game, in the order in which a step has them: the critic's, for which generated examples are constants,
 * and the generator's, with fresh ones. They log `critic`, without the penalty; `penalty`, if there is one; `generator`; and
 * the terms of the critic's head, if it has one.
 *
 * @param critic the network that gives scores
 * @param game its losses, as `adversary(critic, options)` has them
 * @param options who plays against it, and for which examples
 * @returns the phases `critic` and `generator`, for `trainable`
 * @example
 * const critic = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const generator = sequential([dense(2)], { inputShape: [3], key: key(2) });
 * const phases = adversarialPhases(critic, adversary(critic, { loss: wasserstein() }), {
 *   generator: { generator },
 *   generatorOptimizer: adam(),
 *   criticOptimizer: adam(),
 *   real: (batch) => ({ data: batch as Tensor }),
 *   fake: (_, at) => ({ data: generator.apply(normal(at.key, [4, 3])) }),
 * });
 * Object.keys(phases); // ["critic", "generator"]
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function adversarialPhases<B extends Batch>(
  critic: Network,
  game: Adversary,
  options: AdversarialPhasesOptions<B>,
): AdversarialPhases<B> {
  const { generator, generatorOptimizer, criticOptimizer, criticSteps = 1, real, fake } = options;
  return {
    critic: {
      trains: { critic },
      optimizer: criticOptimizer,
      loss(batch: B, at: StepContext) {
        const examples = [real(batch, at), fake(batch, at)] as const;
        return () => criticScalars(game, ...examples, at);
      },
    },
    generator: {
      trains: generator,
      optimizer: generatorOptimizer,
      every: criticSteps,
      loss: (batch: B, at: StepContext) => () => game.generatorTerms(fake(batch, at), () => real(batch, at), at),
    },
  };
}

/**
 * The critic's loss, and what is logged of it.
 *
 * @example
 * const critic = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const example = { data: ones([4, 2]) };
 * const game = adversary(critic, { loss: wasserstein() });
 * Object.keys(criticScalars(game, example, example, { step: 0, key: key(2) })); // ["loss", "critic"]
 */
export function criticScalars(game: Adversary, real: Example, fake: Example, at: GameContext): CriticScalars {
  const { loss, adversarial, ...penalty } = game.criticTerms(real, fake, at);
  return { loss, critic: adversarial, ...penalty };
}
