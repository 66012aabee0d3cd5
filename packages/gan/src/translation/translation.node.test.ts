import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { cycleGan, pix2pix } from '../index.ts';
import {
  beside,
  expectStep,
  line,
  mean,
  meanAbsolute,
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
const target = [
  [0.8, 0.1],
  [-1.1, 0.6],
  [0.2, -0.3],
];
const options = { shape: [2], seed: 1, generatorOptimizer: plainSteps, criticOptimizer: plainSteps };
const batch = () => ({ data: tensor2d(data), target: tensor2d(target) });
const half = (values: number[]) => mean(values.map((x) => x * x)) / 2;

onEveryBackend(() => {
  it.each([[0], [3]])(
    'cycleGan takes the step that its formula says, in float64, with identity weight %d',
    async (identityWeight) => {
      const networks = {
        forward: line(2, 2, 1),
        backward: line(2, 2, 2),
        dataCritic: line(2, 1, 3),
        targetCritic: line(2, 1, 4),
      };
      const { forward, backward, dataCritic, targetCritic } = networks;
      const [f, b, c, d] = Object.values(networks).map(weightsOf) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const model = cycleGan(networks, { ...options, cycleWeight: 2, identityWeight });
      const terms = model.step(batch());
      const scores = (w: Float64Array, x: Rows) => through(w, x).map(([value]) => value!);
      const told = (w: Float64Array, real: Rows, fake: Rows) =>
        half(scores(w, real).map((x) => x - 1)) + half(scores(w, fake));
      const [there, back] = [through(f, data), through(b, target)];
      await expectAllClose(terms.critic, [told(c, data, back) + told(d, target, there)]);
      await expectStep(dataCritic, c, (w) => told(w, data, back));
      await expectStep(targetCritic, d, (w) => told(w, target, there));

      const [movedC, movedD] = [weightsOf(dataCritic), weightsOf(targetCritic)];
      const generator = (f: Float64Array, b: Float64Array) =>
        half(scores(movedC, through(b, target)).map((x) => x - 1)) +
        half(scores(movedD, through(f, data)).map((x) => x - 1));
      const cycle = (f: Float64Array, b: Float64Array) =>
        meanAbsolute(through(b, through(f, data)), data) + meanAbsolute(through(f, through(b, target)), target);
      const identity = (f: Float64Array, b: Float64Array) =>
        meanAbsolute(through(b, data), data) + meanAbsolute(through(f, target), target);
      const whole = (f: Float64Array, b: Float64Array) =>
        generator(f, b) + 2 * cycle(f, b) + identityWeight * identity(f, b);
      await expectAllClose(terms.generator, [generator(f, b)]);
      await expectAllClose(terms.cycle, [cycle(f, b)]);
      if (identityWeight > 0) await expectAllClose(terms.identity!, [identity(f, b)]);
      await expectStep(forward, f, (w) => whole(w, b));
      await expectStep(backward, b, (w) => whole(f, w));
    },
  );

  it('pix2pix takes the step that its formula says, in float64', async () => {
    const [generator, critic] = [line(2, 2, 1), line(4, 1, 2)];
    const [g, c] = [weightsOf(generator), weightsOf(critic)];
    const model = pix2pix({ generator, critic }, { ...options, reconstructionWeight: 3 });
    const terms = model.step(batch());
    const scores = (w: Float64Array, y: Rows) => through(w, beside(data, y)).map(([value]) => value!);
    const fake = through(g, data);
    const told = (w: Float64Array) =>
      mean(scores(w, target).map((x) => softplus(-x))) + mean(scores(w, fake).map(softplus));
    await expectAllClose(terms.critic, [told(c)]);
    await expectStep(critic, c, told);

    const moved = weightsOf(critic);
    const won = (w: Float64Array) => mean(scores(moved, through(w, data)).map((x) => softplus(-x)));
    const reconstruction = (w: Float64Array) => meanAbsolute(through(w, data), target);
    await expectAllClose(terms.generator, [won(g)]);
    await expectAllClose(terms.reconstruction, [reconstruction(g)]);
    await expectStep(generator, g, (w) => won(w) + 3 * reconstruction(w));
  });
});
