import { assertFunction, assertMethods, checkOptions } from '@latentkit/check';
import type { AdversarialLoss, CriticPenalty } from '@latentkit/losses';
import type { ApplyOptions, NamedTensors, Network } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { addN, mul, type Scalar, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Example } from './batch.ts';
import type { CriticHead } from './criticHead.ts';
import { checkUnroll, type Unroll, unrolledWeights } from './unrolledCritic.ts';
import type { GameContext, View } from './view.ts';

/** The game that a critic plays. */
export interface AdversaryOptions {
  /** What critic and generator minimise. */
  readonly loss: AdversarialLoss;
  /** What is added to the critic's loss. Default nothing. */
  readonly penalty?: CriticPenalty | undefined;
  /** What the critic sees of an example. Default all of it, as it is. */
  readonly view?: View | undefined;
  /** How far ahead the generator looks, for each step of its own. Default not at all: the critic as it is. */
  readonly unroll?: Unroll | undefined;
  /** What the critic guesses beside its score. Default nothing. */
  readonly head?: CriticHead | undefined;
}

/** A critic and the loss of either side. */
export interface Adversary {
  /** The critic's score of examples, as it sees them: `[batch, 1]`. */
  score(example: Example, at: GameContext): Tensor;
  /** What the critic's head gives for examples, `[batch, size]`. */
  guess(example: Example, at: GameContext): Tensor2D;
  /**
   * The critic's loss, `adversarial` + `penalty` + the weighted term of the head, and all of them by their names. Where no
   * penalty is due, and where there is no head, there is no such term.
   */
  criticTerms(
    real: Example,
    fake: Example,
    at: GameContext,
  ): { readonly loss: Scalar; readonly adversarial: Scalar; readonly penalty?: Scalar } & NamedScalars;
  /** The generator's loss. `real` is asked for where the loss compares both. */
  generatorLoss(fake: Example, real: () => Example, at: GameContext): Scalar;
  /** The same, and where there is a head what it is the sum of: `generator` and the term of the head. */
  generatorTerms(fake: Example, real: () => Example, at: GameContext): { readonly loss: Scalar } & NamedScalars;
}

type NamedScalars = { readonly [name: string]: Scalar };

// What the keys derived from a phase's key are for: dropout and views of each pass, and the points of the penalty.
const [REAL, FAKE, PENALTY, POINTS] = [1, 2, 3, 4] as const;

/**
 * The losses of a critic that tells real examples from generated ones, and of the generator that it is trained against.
 *
 *   critic:     loss.critic(C(x), C(y)) + penalty,      generator:  loss.generator(C(y), C(x))
 *
 * @param critic `[batch, ...shape] -> [batch, 1]`, a score: higher where it takes an example for real; with a head `[batch, 1 + size]`
 * @param options the loss, a penalty, a view, how far the generator looks ahead, a head
 * @returns both losses, to be minimised in phases of their own
 * @throws TypeError, RangeError for anything else
 * @example
 * const critic = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const game = adversary(critic, { loss: wasserstein() });
 * const [real, fake] = [{ data: ones([4, 2]) }, { data: ones([4, 2]) }];
 * game.criticTerms(real, fake, { step: 0, key: key(2) }).adversarial; // 0
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661; `unroll`:
 * Metz et al., "Unrolled Generative Adversarial Networks", 2017, https://arxiv.org/abs/1611.02163
 */
export function adversary(critic: Network, options: AdversaryOptions): Adversary {
  assertMethods('adversary', 'critic', critic, ['apply']);
  const names = ['loss', 'penalty', 'view', 'unroll', 'head'] as const;
  const { loss, penalty, view, unroll, head } = checkOptions('adversary', options, names);
  assertMethods('adversary', 'loss', loss, ['critic', 'generator']);
  if (penalty !== undefined) assertFunction('adversary', 'penalty', penalty, 'a penalty');
  if (view !== undefined) assertMethods('adversary', 'view', view, ['apply']);
  if (head !== undefined) assertMethods('adversary', 'head', head, ['surprise']);
  const ahead = unroll && checkUnroll('adversary', unroll);

  const optionsOf = ({ context }: Example, { key, training = true }: GameContext, purpose: number): ApplyOptions => ({
    training,
    key: foldIn(foldIn(key, purpose), 1),
    ...(context && { context }),
  });
  function see(example: Example, at: GameContext, purpose: number): Seen {
    const { step, key, training = true } = at;
    const data = view?.apply(example.data, { step, key: foldIn(foldIn(key, purpose), 0), training }) ?? example.data;
    return { data, options: optionsOf(example, at, purpose) };
  }
  const outputsOf = ({ data, options }: Seen, values?: NamedTensors) =>
    critic.apply(data, values ? { ...options, values } : options);
  const scoreOf = (outputs: Tensor) => (head ? slice(outputs as Tensor2D, [0, 0], [-1, 1]) : outputs);
  const guessOf = (outputs: Tensor) => slice(outputs as Tensor2D, [0, 1], [-1, -1]);
  const surpriseAt = (outputs: Tensor, { context = {} }: Example) => head?.surprise(guessOf(outputs), context);

  function criticTerms(real: Example, fake: Example, at: GameContext) {
    const [seen, generated] = [see(real, at, REAL), see(fake, at, FAKE)];
    const [outputs, fakeOutputs] = [outputsOf(seen), outputsOf(generated)];
    const scores = scoreOf(outputs);
    if (at.training ?? true) view?.observe?.(scores);
    const adversarial = loss.critic(scores, scoreOf(fakeOutputs));
    const options = optionsOf(real, at, PENALTY);
    const penalized = penalty?.(
      (data) => scoreOf(outputsOf({ data, options })),
      seen.data,
      generated.data,
      foldIn(at.key, POINTS),
      { step: at.step, variables: critic.variables },
    );
    const [ofFake, ofReal] = [
      head?.learnsFrom === 'real' ? undefined : surpriseAt(fakeOutputs, fake),
      head?.learnsFrom === 'fake' ? undefined : surpriseAt(outputs, real),
    ];
    const surprise = ofFake ? sumOf(ofFake, ofReal) : ofReal;
    return {
      loss: sumOf(adversarial, penalized, weighted(surprise)),
      adversarial,
      ...(penalized && { penalty: penalized }),
      ...(head && surprise && { [head.terms.critic]: surprise }),
    };
  }

  function generatorTerms(fake: Example, real: () => Example, at: GameContext) {
    const generated = see(fake, at, FAKE);
    const outputs = outputsOf(generated);
    if (!ahead) {
      const played = loss.generator(scoreOf(outputs), () => scoreOf(outputsOf(see(real(), at, REAL))), at.step);
      return withSurprise(played, surpriseAt(outputs, fake));
    }
    const seen = see(real(), at, REAL);
    const values = unrolledWeights(critic.variables, ahead, (weights) =>
      loss.critic(scoreOf(outputsOf(seen, weights)), scoreOf(outputsOf(generated, weights))),
    );
    const scores = scoreOf(outputsOf(generated, values));
    const played = loss.generator(scores, () => scoreOf(outputsOf(seen, values)), at.step);
    return withSurprise(played, surpriseAt(outputs, fake));
  }

  const weighted = (surprise: Scalar | undefined) => surprise && head && mul<Scalar>(surprise, head.weight);
  const withSurprise = (generator: Scalar, surprise: Scalar | undefined) =>
    head && surprise
      ? { loss: sumOf(generator, weighted(surprise)), generator, [head.terms.generator]: surprise }
      : { loss: generator };

  return {
    score: (example, at) => scoreOf(outputsOf(see(example, at, REAL))),
    guess: (example, at) => guessOf(outputsOf(see(example, at, REAL))),
    criticTerms,
    generatorTerms,
    generatorLoss: (fake, real, at) => generatorTerms(fake, real, at).loss,
  };
}

function sumOf(first: Scalar, ...others: readonly (Scalar | undefined)[]): Scalar {
  const all = [first, ...others.filter((term) => term !== undefined)];
  return all.length === 1 ? first : (addN(all) as Scalar);
}

/** What the critic sees of examples, and how it is to be applied to that. */
interface Seen {
  readonly data: Tensor;
  readonly options: ApplyOptions;
}
