import { assertFunction, assertMethods, checkOptions } from '@latentkit/check';
import type { AdversarialLoss, Penalty } from '@latentkit/losses';
import type { Network, Shape, Stateful } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { add, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Example } from './batch.ts';
import type { StepContext } from './phase.ts';

/** Where in a run the critic is asked. */
export interface GameContext extends StepContext {
  /** Whether dropout drops and views augment. Default `true`. */
  readonly training?: boolean;
}

/**
 * What the critic gets to see of examples, real and generated alike: augmented, packed. Gradients pass through it to the
 * generator.
 */
export interface View extends Stateful {
  /** `[batch, ...shape]` to what the critic is given. */
  apply(data: Tensor, at: GameContext): Tensor;
  /** The shape of what the critic is given for examples of a shape. Absent where it is the same. */
  outputShape?(shape: Shape): Shape;
}

/** The game that a critic plays. */
export interface AdversaryOptions {
  /** What critic and generator minimise. */
  readonly loss: AdversarialLoss;
  /** What is added to the critic's loss. Default nothing. */
  readonly penalty?: Penalty | undefined;
  /** What the critic sees of an example. Default all of it, as it is. */
  readonly view?: View | undefined;
}

/** A critic and the loss of either side. */
export interface Adversary {
  /** The critic's score of examples, as it sees them: `[batch, 1]`. */
  score(example: Example, at: GameContext): Tensor;
  /** The critic's loss, `adversarial` + `penalty`, and both of them; without a penalty there is no such term. */
  criticTerms(
    real: Example,
    fake: Example,
    at: GameContext,
  ): { readonly loss: Scalar; readonly adversarial: Scalar; readonly penalty?: Scalar };
  /** The generator's loss. `real` is asked for where the loss compares both. */
  generatorLoss(fake: Example, real: () => Example, at: GameContext): Scalar;
}

// What the keys derived from a phase's key are for: dropout and views of each pass, and the points of the penalty.
const [REAL, FAKE, PENALTY, POINTS] = [1, 2, 3, 4] as const;

/**
 * The losses of a critic that tells real examples from generated ones, and of the generator that it is trained against.
 *
 *   critic:     loss.critic(C(x), C(y)) + penalty,      generator:  loss.generator(C(y), C(x))
 *
 * @param critic `[batch, ...shape] -> [batch, 1]`, a score: higher where it takes an example for real
 * @param options the loss, a penalty, a view
 * @returns both losses, to be minimised in phases of their own
 * @throws TypeError for anything else
 * @example
 * const critic = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const game = adversary(critic, { loss: wasserstein() });
 * const [real, fake] = [{ data: ones([4, 2]) }, { data: ones([4, 2]) }];
 * game.criticTerms(real, fake, { step: 0, key: key(2) }).adversarial; // 0
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function adversary(critic: Network, options: AdversaryOptions): Adversary {
  assertMethods('adversary', 'critic', critic, ['apply']);
  const { loss, penalty, view } = checkOptions('adversary', options, ['loss', 'penalty', 'view']);
  assertMethods('adversary', 'loss', loss, ['critic', 'generator']);
  if (penalty !== undefined) assertFunction('adversary', 'penalty', penalty, 'a penalty');
  if (view !== undefined) assertMethods('adversary', 'view', view, ['apply']);

  function score({ data, context }: Example, { step, key, training = true }: GameContext, purpose: number): Tensor {
    const own = foldIn(key, purpose);
    const seen = view ? view.apply(data, { step, key: foldIn(own, 0), training }) : data;
    return critic.apply(seen, { training, key: foldIn(own, 1), ...(context && { context }) });
  }

  return {
    score: (example, at) => score(example, at, REAL),
    criticTerms(real, fake, at) {
      const adversarial = loss.critic(score(real, at, REAL), score(fake, at, FAKE));
      if (!penalty) return { loss: adversarial, adversarial };
      const scoreOf = (data: Tensor) => score({ ...real, data }, at, PENALTY);
      const penalized = penalty(scoreOf, real.data, fake.data, foldIn(at.key, POINTS));
      return { loss: add(adversarial, penalized), adversarial, penalty: penalized };
    },
    generatorLoss: (fake, real, at) => loss.generator(score(fake, at, FAKE), () => score(real(), at, REAL)),
  };
}
