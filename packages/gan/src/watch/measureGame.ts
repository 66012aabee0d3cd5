import { globalNorm } from '@latentkit/backend';
import type { Adversary, Example, GameContext } from '@latentkit/model';
import { type Network, variablesOf } from '@latentkit/nn';
import { mean, type Scalar, tidy, variableGrads } from '@tensorflow/tfjs-core';

/** Where the two players of a game stand. */
export type GameMeasures = {
  /** The mean score of real examples. */
  readonly realScore: Scalar;
  /** The mean score of generated ones. */
  readonly fakeScore: Scalar;
  /** The norm of the gradient of the critic's loss, penalty included, by all its weights. */
  readonly criticGradient: Scalar;
  /** The norm of the gradient of the generator's loss by all its weights. */
  readonly generatorGradient: Scalar;
};

/** Measures a game without training, changing nothing; `fake` is called under a tape. */
export function measureGame(
  game: Adversary,
  { generator, critic }: Record<'generator' | 'critic', Network>,
  real: Example,
  fake: () => Example,
  at: GameContext,
): GameMeasures {
  const normOf = (network: Network, loss: () => Scalar) => {
    const { grads } = variableGrads(loss, Object.values(variablesOf({ network })));
    return globalNorm(Object.values(grads));
  };
  return tidy(() => {
    const generated = fake();
    return {
      realScore: mean<Scalar>(game.score(real, at)),
      fakeScore: mean<Scalar>(game.score(generated, at)),
      criticGradient: normOf(critic, () => game.criticTerms(real, generated, at).loss),
      generatorGradient: normOf(generator, () => game.generatorLoss(fake(), () => real, at)),
    };
  });
}
