import type { Adversary, AdversaryOptions, Example, GameContext, View } from '@latentkit/model';
import type { Context, Network } from '@latentkit/nn';
import { key } from '@latentkit/random';
import {
  add,
  dispose,
  mean,
  mul,
  type Scalar,
  slice,
  sub,
  type Tensor,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectNoLeak } from './expectNoLeak.ts';
import { numbersOf } from './numbersOf.ts';

/** A game, and the critic that plays it. */
export interface TestedAdversary {
  readonly game: Adversary;
  readonly critic: Network;
}

/** What a game needs, and what does not hold for it. */
export interface AdversaryTestOptions {
  /** The context for a number of examples, made anew each time. */
  readonly context?: (count: number) => Context;
  /** Whether the penalty draws points where it looks. Default `true`; of no account without a penalty. */
  readonly draws?: boolean;
}

const exactly = { relative: 0, absolute: 0 };
const nearly = { relative: 1e-4, absolute: 1e-5 };

/**
 * The conformance suite of a critic and its game, on every backend in Node.
 *
 * @param name how the tests are headed
 * @param make a new game with the options given in place of its own, such as
 *   `(given) => ({ critic, game: adversary(critic, { loss, penalty, ...given }) })`. Its critic has dropout and batch norm,
 *   as `dropoutAndBatchNorm([1])` builds it. Each call must give the same
 * @param makeData a batch of at least 3 examples; the same number gives the same
 * @param options context, penalty
 */
export function testAdversary(
  name: string,
  make: (given?: Partial<AdversaryOptions>) => TestedAdversary,
  makeData: (index: number) => Tensor,
  { context, draws = true }: AdversaryTestOptions = {},
): void {
  const example = (data: Tensor): Example => ({ data, ...(context && { context: context(data.shape[0]!) }) });
  const at = (seed: number, training = true): GameContext => ({ step: 0, key: key(seed), training });
  const examples = () => [example(makeData(0)), example(makeData(1))] as const;
  const twice = ({ data, ...others }: Example): Example => ({ ...others, data: mul(data, 2) });
  const doubling: View = { apply: (data) => mul(data, 2) };
  const isPenalized = () => 'penalty' in tidy(() => make().game.criticTerms(...examples(), at(1)));

  describe(`${name} is an adversary`, () => {
    onEveryBackend(() => {
      it('gives the critic its loss and the penalty apart, and their sum', async () => {
        const { loss, adversarial, penalty } = make().game.criticTerms(...examples(), at(1));
        for (const scalar of [loss, adversarial, penalty]) expect(scalar?.shape ?? []).toEqual([]);
        await expectAllClose(loss, penalty ? add(adversarial, penalty) : adversarial, nearly);
        const alone = make({ penalty: undefined }).game.criticTerms(...examples(), at(1));
        expect(Object.keys(alone).sort()).toEqual(['adversarial', 'loss']);
        await expectAllClose(alone.adversarial, adversarial, nearly);
      });

      it.runIf(draws)('draws the points of the penalty anew by another key', async () => {
        if (!isPenalized()) return;
        const penaltyBy = async (seed: number) =>
          (
            await make()
              .game.criticTerms(...examples(), at(seed, false))
              .penalty!.data()
          )[0];
        expect(await penaltyBy(1)).toBe(await penaltyBy(1));
        expect(await penaltyBy(2)).not.toBe(await penaltyBy(1));
      });

      it('scores without training where it is told so, and trains by default', async () => {
        const { critic, game } = make();
        const data = makeData(0);
        const before = await numbersOf(critic.buffers ?? {});
        expect(Object.keys(before), 'the critic has batch norm').not.toEqual([]);
        const score = game.score(example(data), at(1, false));
        expect(score.shape).toEqual([data.shape[0], 1]);
        await expectAllClose(game.score(example(data), at(2, false)), score, exactly);
        const first = (x: Tensor) => slice(x, 0, [1, ...x.shape.slice(1)]);
        await expectAllClose(game.score(example(first(data)), at(1, false)), first(score), nearly);
        game.generatorLoss(example(data), () => example(data), at(1, false));
        game.criticTerms(...examples(), at(1, false));
        expect(await numbersOf(critic.buffers ?? {})).toEqual(before);
        game.score(example(data), { step: 0, key: key(1) });
        expect(await numbersOf(critic.buffers ?? {})).not.toEqual(before);
      });

      it('drops other values of the real than of the generated examples', async () => {
        const apart = (real: Tensor, fake: Tensor): Scalar => mean(sub(real, fake));
        const loss = { critic: apart, generator: (fake: Tensor, real: () => Tensor) => apart(real(), fake) };
        const [same] = examples();
        const { game } = make({ loss, penalty: undefined });
        for (const difference of [
          game.criticTerms(same, same, at(1)).adversarial,
          game.generatorLoss(same, () => same, at(1)),
        ]) {
          expect((await difference.data())[0]).not.toBe(0);
        }
      });

      it('shows the critic the view of all that it scores: real, generated, and for the penalty', async () => {
        const penalty = (score: (x: Tensor) => Tensor, real: Tensor): Scalar => mean(score(real));
        const [real, fake] = examples();
        const [viewed, plain] = [make({ penalty, view: doubling }).game, make({ penalty, view: undefined }).game];
        const still = at(1, false);
        const terms = viewed.criticTerms(real, fake, still);
        const expected = plain.criticTerms(twice(real), twice(fake), still);
        for (const term of ['adversarial', 'penalty'] as const) {
          await expectAllClose(terms[term]!, expected[term]!, nearly);
        }
        const loss = viewed.generatorLoss(fake, () => real, still);
        await expectAllClose(
          loss,
          plain.generatorLoss(twice(fake), () => twice(real), still),
          nearly,
        );
        await expectAllClose(viewed.score(real, still), plain.score(twice(real), still), nearly);
      });

      it('lets gradients reach what is generated, through the view', async () => {
        const [real, { data, ...others }] = examples();
        const fake = tidy(() => variable(mul(data, 1)));
        const { game } = make({ view: doubling });
        const { grads } = tidy(() =>
          variableGrads(() => game.generatorLoss({ ...others, data: fake }, () => real, at(1)), [fake]),
        );
        const slopes = Array.from((await grads[fake.name]?.data()) ?? []);
        expect(slopes).toSatisfy((all: number[]) => all.every(Number.isFinite) && all.some((slope) => slope !== 0));
      });

      it('asks for real examples only where the loss of the generator compares', () => {
        const loss = { critic: (real: Tensor): Scalar => mean(real), generator: (fake: Tensor): Scalar => mean(fake) };
        const never = () => expect.fail('real examples were asked for');
        make({ loss }).game.generatorLoss(examples()[0], never, at(1));
      });

      it('leaves nothing behind', async () => {
        const { game } = make();
        const [real, fake] = examples();
        await expectNoLeak(() => {
          tidy(() => void game.criticTerms(real, fake, at(1)));
          dispose(tidy(() => game.generatorLoss(fake, () => real, at(1))));
          dispose(tidy(() => game.score(real, at(1, false))));
        });
      });
    });
  });
}
