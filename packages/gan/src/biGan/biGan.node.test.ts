import { diagonalGaussianFamily } from '@latentkit/distributions';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d, type Variable } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type BiGan, biGan } from '../index.ts';
import {
  beside,
  expectStep,
  line,
  mean,
  plainSteps,
  type Rows,
  softplus,
  through,
  weightsOf,
} from '../steps.test-util.ts';

const data = [
  [0.3, -0.7],
  [1.2, 0.4],
  [-0.5, 0.9],
];
const [FEATURES, LATENTS] = [3, 1];
const options = {
  shape: [2],
  latentSize: LATENTS,
  featureSize: FEATURES,
  seed: 1,
  generatorOptimizer: plainSteps,
  criticOptimizer: plainSteps,
};

/** The critic of pairs in float64, of its weights in the order of its variables. */
function score(weights: Float64Array, x: Rows, z: Rows): number[] {
  const parts = [(2 + 1) * FEATURES, (FEATURES + LATENTS + 1) * FEATURES];
  const [first, second] = [weights.slice(0, parts[0]), weights.slice(parts[0], parts[0]! + parts[1]!)];
  const hidden = through(second, beside(through(first, x), z)).map((row) => row.map((h) => (h > 0 ? h : 0.2 * h)));
  return through(weights.slice(parts[0]! + parts[1]!), hidden).map(([value]) => value!);
}
const game = (real: number[], fake: number[]) =>
  mean(real.map((value) => softplus(-value))) + mean(fake.map((value) => softplus(value)));

const criticOf = (model: BiGan) => ({
  variables: Object.fromEntries(
    Object.entries(model.state().tensors).filter(([name]) => name.startsWith('critic/')),
  ) as Record<string, Variable>,
});

onEveryBackend(() => {
  it('takes the step that its formula says, in float64', async () => {
    const [generator, encoder, features] = [line(LATENTS, 2, 1), line(2, LATENTS, 2), line(2, FEATURES, 3)];
    const model = biGan({ generator, encoder, critic: features }, options);
    const critic = criticOf(model);
    const [g, e, c] = [generator, encoder, critic].map(weightsOf) as [Float64Array, Float64Array, Float64Array];
    const terms = model.step(tensor2d(data));
    const [first, second] = generator.calls.map(({ input }) => input) as [Rows, Rows];
    const loss = (w: Float64Array, ofG: Float64Array, ofE: Float64Array, z: Rows) =>
      [score(w, data, through(ofE, data)), score(w, through(ofG, z), z)] as const;
    const told = (w: Float64Array) => game(...loss(w, g, e, first));
    await expectAllClose(terms.critic, [told(c)]);
    await expectStep(critic, c, told);

    // Both meet the critic that has just moved, with the sides exchanged.
    const moved = weightsOf(critic);
    const exchanged = (ofG: Float64Array, ofE: Float64Array) => {
      const [real, fake] = loss(moved, ofG, ofE, second);
      return game(fake, real);
    };
    await expectAllClose(terms.generator!, [exchanged(g, e)]);
    await expectStep(generator, g, (w) => exchanged(w, e));
    await expectStep(encoder, e, (w) => exchanged(g, w));
  });

  it('with a posterior gives the critic a draw of it, and encodes to its mean', async () => {
    const [generator, encoder, features] = [line(LATENTS, 2, 1), line(2, 2 * LATENTS, 2), line(2, FEATURES, 3)];
    const model = biGan({ generator, encoder, critic: features }, { ...options, posterior: diagonalGaussianFamily });
    const c = weightsOf(criticOf(model));
    const encoded = through(weightsOf(encoder), data);
    await expectAllClose(
      model.encode(tensor2d(data)),
      encoded.map(([m]) => m!),
    );
    // z = m + exp(s / 2) ε, the ε of the key that evaluate is given.
    const at = foldIn(key(3), 5);
    const noise = await normal(foldIn(at, 1), [3, LATENTS]).data();
    const latents = encoded.map(([m, s], i) => [m! + Math.exp(s! / 2) * noise[i]!]);
    generator.calls.length = 0;
    const { critic } = model.evaluate(tensor2d(data), { key: key(3) });
    const [z] = generator.calls.map(({ input }) => input) as [Rows];
    const generated = through(weightsOf(generator), z);
    await expectAllClose(critic, [game(score(c, data, latents), score(c, generated, z))]);
    expect(generator.calls).toHaveLength(1);
  });
});
