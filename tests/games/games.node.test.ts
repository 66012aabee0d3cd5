import {
  type FDivergence,
  fGan,
  forwardKl,
  ganObjective,
  jensenShannon,
  pearson,
  reverseKl,
  squaredHellinger,
} from '@latentkit/divergences';
import {
  type AdversarialLoss,
  addPenalties,
  type CriticPenalty,
  consistency,
  dragan,
  dualContrastive,
  gradientPenalty,
  hinge,
  hingeMargin,
  lazyPenalty,
  leastSquares,
  lipschitz,
  minimax,
  nonSaturating,
  orthogonalPenalty,
  r1,
  r2,
  relativisticAverage,
  relativisticPaired,
  scheduledPenalty,
  squaredMargin,
  topK,
  wasserstein,
  zeroCenteredGradientPenalty,
} from '@latentkit/losses';
import { type AdversaryOptions, adversary } from '@latentkit/model';
import { dense, key, type Network, sequential, tanh } from '@latentkit/nn';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { add, type Scalar, tensor, tensor2d, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import golden from './golden.json';

const games: Readonly<Record<keyof typeof golden.games, AdversarialLoss>> = {
  minimax: minimax(),
  nonSaturating: nonSaturating(),
  'nonSaturating, smoothed': nonSaturating({ realLabel: 0.9 }),
  leastSquares: leastSquares(),
  'leastSquares, chi-squared': leastSquares({ real: 1, fake: -1, generator: 0 }),
  hinge: hinge(),
  wasserstein: wasserstein(),
  relativisticPaired: relativisticPaired(),
  'relativisticPaired, hinge': relativisticPaired(hingeMargin),
  relativisticAverage: relativisticAverage(),
  'relativisticAverage, squares': relativisticAverage(squaredMargin),
  dualContrastive: dualContrastive(),
  topK: topK((step) => (step === 16 ? 0.5 : 1), hinge()),
  ...(Object.fromEntries(
    [forwardKl, reverseKl, pearson, squaredHellinger, jensenShannon, ganObjective].map((f: FDivergence) => [
      `fGan(${f.name})`,
      fGan(f),
    ]),
  ) as Record<Extract<keyof typeof golden.games, `fGan${string}`>, AdversarialLoss>),
};

const augment = (x: Parameters<typeof add>[0]) => add(x, 0.25);
const penalties: Readonly<Record<keyof typeof golden.penalties, CriticPenalty>> = {
  gradientPenalty: gradientPenalty(),
  'gradientPenalty, one-sided': gradientPenalty({ oneSided: true }),
  zeroCenteredGradientPenalty: zeroCenteredGradientPenalty(),
  r1: r1(),
  r2: r2(),
  'r1 and r2': addPenalties(r1({ weight: 1 }), r2({ weight: 1 })),
  'r1, lazy and scheduled': lazyPenalty(
    16,
    scheduledPenalty((step) => 4 / step, r1()),
  ),
  dragan: dragan(),
  lipschitz: lipschitz(),
  consistency: consistency({ augment }),
  'consistency, balanced': consistency({ augment, fakeWeight: 5 }),
  orthogonal: orthogonalPenalty(),
};

/** The networks of golden.py, and its batch. */
function setUp() {
  const generator = sequential([dense(3), tanh], { inputShape: [2], key: key(1) });
  const critic = sequential([dense(5), tanh, dense(1)], { inputShape: [3], key: key(2) });
  for (const [network, all] of [
    [generator, golden.generator],
    [critic, golden.critic],
  ] as const) {
    Object.values(network.variables).forEach((variable, i) => {
      variable.assign(tensor(all[i]!, variable.shape));
    });
  }
  return {
    generator,
    critic,
    real: { data: tensor2d(golden.real, [4, 3]) },
    generate: () => ({ data: generator.apply(tensor2d(golden.noise, [4, 2])) }),
    at: { step: 16, key: key(5) },
  };
}

/** A loss and its gradients by all weights of a network, which are those of PyTorch. */
async function expectStep(network: Network, loss: () => Scalar, expected: number, gradients: readonly number[][]) {
  const variables = Object.values(network.variables) as Variable[];
  const { value, grads } = tidy(() => variableGrads(loss, variables));
  await expectAllClose(value, [expected], { relative: 1e-4, absolute: 1e-6 });
  for (const [i, { name }] of variables.entries()) {
    // Float32, to second order: 1e-4 of the largest, and a few roundings of the batch where its sum is 0.
    const largest = Math.max(...gradients[i]!.map(Math.abs));
    await expectAllClose(grads[name]!, gradients[i]!, { relative: 1e-4, absolute: 1e-4 * largest + 5e-6 });
  }
}

onEveryBackend(() => {
  describe('a step is as in PyTorch', () => {
    it.each(Object.entries(games))('%s', async (name, loss) => {
      const { generator, critic, real, generate, at } = setUp();
      const expected = golden.games[name as keyof typeof games];
      const game = adversary(critic, { loss });
      const fake = generate();
      const [value, , gradients] = expected.critic as [number, number, number[][]];
      await expectStep(critic, () => game.criticTerms(real, fake, at).loss, value, gradients);
      const [played, slopes] = expected.generator as [number, number[][]];
      await expectStep(generator, () => game.generatorLoss(generate(), () => real, at), played, slopes);
    });

    it.each(Object.entries(penalties))('%s', async (name, penalty) => {
      const { critic, real, generate, at } = setUp();
      const [adversarial, penalized, gradients] = golden.penalties[name as keyof typeof penalties] as [
        number,
        number,
        number[][],
      ];
      const game = adversary(critic, { loss: nonSaturating(), penalty });
      const fake = generate();
      await expectAllClose(game.criticTerms(real, fake, at).penalty!, [penalized], { relative: 1e-4 });
      await expectStep(critic, () => game.criticTerms(real, fake, at).loss, adversarial + penalized, gradients);
    });

    it('unrolled', async () => {
      const { generator, critic, real, generate, at } = setUp();
      const options: AdversaryOptions = { loss: nonSaturating(), unroll: { steps: 3, learningRate: 0.1 } };
      const game = adversary(critic, options);
      const [value, gradients] = golden.unrolled as [number, number[][]];
      await expectStep(generator, () => game.generatorLoss(generate(), () => real, at), value, gradients);
    });
  });
});
