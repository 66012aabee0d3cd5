import type { AdversarialLoss, Penalty } from '@latentkit/losses';
import { type Adversary, adversary, type Example, type GameContext, type View } from '@latentkit/model';
import type { Network } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { add, addN, mul, type Scalar, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Head, withoutConditions } from './head.ts';

/** A critic with a head: what `adversary` gives, whose critic's terms have the head's among them, and the generator's terms. */
export interface HeadedGame extends Adversary {
  /** What the generator minimises: the adversarial loss, the head's term by its name, and the weighted sum as `loss`. */
  generatorTerms(fake: Example, real: () => Example, at: GameContext): Record<'loss' | 'generator', Scalar>;
  /** What the critic gives beside the score, `[batch, size]`. */
  guess(example: Example, at: GameContext): Tensor2D;
}

// What the keys derived from a phase's key are for, as in `adversary`.
const [REAL, FAKE, PENALTY, POINTS] = [1, 2, 3, 4] as const;

/**
 * The losses of a critic that gives a score and a guess, `[batch, 1 + size]`, each computed once for either side.
 *
 *   critic:     loss.critic(C(x), C(y)) + penalty + weight · (surprise(y) + surprise(x) where x says what it is)
 *   generator:  loss.generator(C(y), C(x)) + weight · surprise(y)
 */
export function headedGame(
  critic: Network,
  options: {
    readonly loss: AdversarialLoss;
    readonly penalty?: Penalty | undefined;
    readonly view?: View | undefined;
  },
  head: Head,
): HeadedGame {
  const { loss, penalty, view } = options;
  // Its "scores" are all that the critic gives.
  const whole = adversary(critic, { loss, view });
  const read = ({ data, context }: Example, at: GameContext, purpose: number) => {
    const seen = withoutConditions(context, head);
    return whole.score({ data, ...(seen && { context: seen }) }, { ...at, key: foldIn(at.key, purpose) });
  };
  const scoreOf = (outputs: Tensor) => slice(outputs, [0, 0], [-1, 1]);
  const guessOf = (outputs: Tensor) => slice(outputs as Tensor2D, [0, 1], [-1, -1]);
  const surpriseAt = (outputs: Tensor, { context = {} }: Example) => head.surprise(guessOf(outputs), context);

  const generatorTerms: HeadedGame['generatorTerms'] = (fake, real, at) => {
    const outputs = read(fake, at, FAKE);
    const generator = loss.generator(scoreOf(outputs), () => scoreOf(read(real(), at, REAL)));
    const surprise = surpriseAt(outputs, fake);
    return { loss: add<Scalar>(generator, mul(surprise, head.weight)), generator, [head.terms.generator]: surprise };
  };
  return {
    score: (example, at) => scoreOf(read(example, at, REAL)),
    guess: (example, at) => guessOf(read(example, at, REAL)),
    criticTerms(real, fake, at) {
      const [outputs, generated] = [read(real, at, REAL), read(fake, at, FAKE)];
      const adversarial = loss.critic(scoreOf(outputs), scoreOf(generated));
      const guessed = surpriseAt(generated, fake);
      const surprise = head.draw ? guessed : add<Scalar>(guessed, surpriseAt(outputs, real));
      const charged = penalty?.(
        (data) => scoreOf(read({ ...real, data }, at, PENALTY)),
        real.data,
        fake.data,
        foldIn(at.key, POINTS),
      );
      const all = [adversarial, mul<Scalar>(surprise, head.weight), ...(charged ? [charged] : [])];
      return {
        loss: addN(all) as Scalar,
        adversarial,
        ...(charged && { penalty: charged }),
        [head.terms.critic]: surprise,
      };
    },
    generatorLoss: (fake, real, at) => generatorTerms(fake, real, at).loss,
    generatorTerms,
  };
}
