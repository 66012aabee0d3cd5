/**
 * The Dirac-GAN: the data are a point at 0, the generator gives a point at θ whatever its noise, the critic is ψ x. Which games
 * of this kind come to rest, and which circle for ever, is known: Mescheder et al., "Which Training Methods for GANs do
 * actually Converge?", 2018, https://arxiv.org/abs/1801.04406, whose nine variants, step size and start these are. The critic
 * moves first. Consensus optimization has the gradient of its formula; the authors' program halves a term of it.
 */
import { type GanOptions, gan, instanceNoise } from '@latentkit/gan';
import { gradientPenalty, minimax, nonSaturating, r1, wasserstein } from '@latentkit/losses';
import { clipWeights, type Network, sgd } from '@latentkit/nn';
import { foldIn, key, normalValues } from '@latentkit/random';
import { onEveryBackend } from '@latentkit/testing';
import {
  add,
  dispose,
  mul,
  type Scalar,
  scalar,
  sigmoid,
  square,
  type Tensor,
  tidy,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

const learningRate = 0.2;
const steps = 500;
const noisy = 100;
const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The slopes of the two losses, in float64, and where ψ is moved to after a step. */
interface Reference {
  critic(theta: number, psi: number, step: number): number;
  generator(theta: number, psi: number, step: number): number;
  clip?(psi: number): number;
}

const logisticCritic = (theta: number, psi: number) => theta * sigma(psi * theta);
const saturating = (theta: number, psi: number) => -psi * sigma(psi * theta);
const driven = (theta: number, psi: number) => -psi * sigma(-psi * theta);
const sign = Math.sign;

/** What the view draws in a phase of a step: 1 for the real examples, 2 for the generated ones. */
function noise(step: number, phase: number, side: 1 | 2): number[] {
  const own = foldIn(foldIn(foldIn(foldIn(key(1), 2), step), phase), side);
  return [...normalValues(foldIn(own, 0), noisy)].map((x) => 0.7 * x);
}

type Case = readonly [options: (networks: Networks) => Partial<GanOptions>, reference: Reference];
const game =
  (loss: GanOptions['loss'], more: Partial<GanOptions> = {}) =>
  () => ({ loss, ...more });

const cases: Readonly<Record<string, Case>> = {
  minimax: [game(minimax()), { critic: logisticCritic, generator: saturating }],
  'non-saturating': [game(nonSaturating()), { critic: logisticCritic, generator: driven }],
  Wasserstein: [
    game(wasserstein(), { criticOptimizer: clipWeights(1, sgd({ learningRate })) }),
    { critic: (theta) => theta, generator: (_, psi) => -psi, clip: (psi) => Math.min(Math.max(psi, -1), 1) },
  ],
  'Wasserstein with a gradient penalty': [
    game(wasserstein(), { penalty: gradientPenalty({ weight: 0.35 }) }),
    { critic: (theta, psi) => theta + 0.7 * (Math.abs(psi) - 1) * sign(psi), generator: (_, psi) => -psi },
  ],
  'instance noise': [
    game(minimax(), { view: instanceNoise(0.7) }),
    {
      critic: (theta, psi, step) =>
        average(noise(step, 0, 2).map((e) => (theta + e) * sigma(psi * (theta + e)))) -
        average(noise(step, 0, 1).map((e) => e * sigma(-psi * e))),
      generator: (theta, psi, step) => average(noise(step, 1, 2).map((e) => -psi * sigma(psi * (theta + e)))),
    },
  ],
  'R1 of 0.3': [
    game(minimax(), { penalty: r1({ weight: 0.3 }) }),
    { critic: (theta, psi) => logisticCritic(theta, psi) + 0.3 * psi, generator: saturating },
  ],
  'R1 of 1, the critical weight': [
    game(minimax(), { penalty: r1({ weight: 1 }) }),
    { critic: (theta, psi) => logisticCritic(theta, psi) + psi, generator: saturating },
  ],
  'consensus optimization': [
    ({ theta, psi }) => {
      const squaredField = () =>
        mul<Scalar>(mul(add(square(theta), square(psi)), square(sigmoid(mul(theta, psi)))), 0.5);
      const { critic, generator } = minimax();
      return {
        loss: {
          critic: (real, fake) => add(critic(real, fake), squaredField()),
          generator: (fake, real) => add(generator(fake, real), squaredField()),
        },
      };
    },
    {
      critic: (theta, psi) => logisticCritic(theta, psi) + fieldSlope(psi, theta),
      generator: (theta, psi) => saturating(theta, psi) + fieldSlope(theta, psi),
    },
  ],
  'non-saturating with R1': [
    game(nonSaturating(), { penalty: r1({ weight: 0.3 }) }),
    { critic: (theta, psi) => logisticCritic(theta, psi) + 0.3 * psi, generator: driven },
  ],
};

/** ∂/∂a of ½ (a² + b²) σ(ab)² */
function fieldSlope(a: number, b: number): number {
  const s = sigma(a * b);
  return a * s ** 2 + (a ** 2 + b ** 2) * s ** 2 * (1 - s) * b;
}

function reference({ critic, generator, clip = (psi) => psi }: Reference): number[] {
  let [theta, psi] = [1, -1];
  const trajectory: number[] = [];
  for (let step = 0; step < steps; step++) {
    psi = clip(psi - learningRate * critic(theta, psi, step));
    theta -= learningRate * generator(theta, psi, step);
    trajectory.push(theta, psi);
  }
  return trajectory;
}

type Networks = ReturnType<typeof networks>;

/** θ and ψ as networks. */
function networks() {
  const [theta, psi] = tidy(() => [variable(scalar(1)), variable(scalar(-1))] as const);
  const generator: Network = { variables: { theta }, apply: (noise: Tensor) => add(mul(noise, 0), theta) };
  const critic: Network = { variables: { psi }, apply: (x: Tensor) => mul(x, psi) };
  return { theta, psi, generator, critic };
}

onEveryBackend(() => {
  it.each(Object.entries(cases))('%s takes the known way', async (name, [options, known]) => {
    const { generator, critic, ...parameters } = networks();
    const still = sgd({ learningRate });
    const model = gan(
      { generator, critic },
      {
        shape: [1],
        latentSize: 1,
        seed: 1,
        generatorOptimizer: still,
        criticOptimizer: still,
        ...options({ generator, critic, ...parameters }),
      },
    );
    const batch = zeros([name === 'instance noise' ? noisy : 1, 1]);
    const trajectory: number[] = [];
    for (let step = 0; step < steps; step++) {
      dispose(Object.values(model.step(batch)) as Scalar[]);
      trajectory.push((await parameters.theta.data())[0]!, (await parameters.psi.data())[0]!);
    }
    const farthest = reference(known).reduce((most, x, i) => Math.max(most, Math.abs(x - trajectory[i]!)), 0);
    // A thousand roundings to float32 of numbers about 1.
    expect(farthest).toBeLessThan(1e-4);
    dispose(batch);
    model.dispose();
  });
});

it('comes to rest where the theory says so, and nowhere else', () => {
  const end = (name: string) => Math.hypot(...reference(cases[name]![1]).slice(-2));
  for (const name of [
    'R1 of 0.3',
    'R1 of 1, the critical weight',
    'non-saturating with R1',
    'consensus optimization',
  ]) {
    expect(end(name), name).toBeLessThan(1e-3);
  }
  expect(end('instance noise')).toBeLessThan(0.2);
  for (const name of ['minimax', 'Wasserstein', 'Wasserstein with a gradient penalty']) {
    expect(end(name), name).toBeGreaterThan(0.3);
  }
});
