import { readConditions } from '@latentkit/nn';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { acGan, categoricalCode, infoGan, uniformCode } from './index.ts';
import {
  beside,
  type Call,
  crossEntropy,
  expectStep,
  line,
  mean,
  oneHot,
  plainSteps,
  softplus,
  through,
  weightsOf,
} from './steps.test-util.ts';

const data = [
  [0.3, -0.7],
  [1.2, 0.4],
  [-0.5, 0.9],
];
const options = { shape: [2], latentSize: 1, seed: 1, generatorOptimizer: plainSteps, criticOptimizer: plainSteps };
/** The non-saturating critic of scores in the first column. */
const game = (real: number[][], fake: number[][]) =>
  mean(real.map(([score]) => softplus(-score!))) + mean(fake.map(([score]) => softplus(score!)));
const won = (fake: number[][]) => mean(fake.map(([score]) => softplus(-score!)));

onEveryBackend(() => {
  it.each(['both', 'real'] as const)(
    'acGan takes the step that its formula says, learning from %s',
    async (learnsFrom) => {
      const label = [[2], [0], [1]];
      const generator = line(1, 2, 1, ...readConditions('test', { label: { classes: 3 } }));
      const critic = line(2, 4, 2);
      const [g, c] = [weightsOf(generator), weightsOf(critic)];
      const model = acGan({ generator, critic }, { ...options, classes: 3, classWeight: 2, learnsFrom });
      const terms = model.step({ data: tensor2d(data), label: tensor1d([2, 0, 1], 'int32') });
      const [first, second] = generator.calls.map(({ input }) => beside(input, oneHot(label, 3)));
      const classification = (outputs: number[][]) =>
        mean(outputs.map(([, ...logits], i) => crossEntropy(logits, label[i]![0]!)));

      const fake = through(g, first!);
      const classified = (w: ArrayLike<number>) =>
        classification(through(w, data)) + (learnsFrom === 'both' ? classification(through(w, fake)) : 0);
      const score = (w: ArrayLike<number>) => game(through(w, data), through(w, fake));
      await expectAllClose(terms.critic, [score(c)]);
      await expectAllClose(terms.classification, [classified(c)]);
      await expectStep(critic, c, (w) => score(w) + 2 * classified(w));

      // The generator meets the critic that has just moved.
      const moved = weightsOf(critic);
      const outputs = (w: ArrayLike<number>) => through(moved, through(w, second!));
      await expectAllClose(terms.generator!, [won(outputs(g))]);
      await expectAllClose(terms.requested!, [classification(outputs(g))]);
      await expectStep(generator, g, (w) => won(outputs(w)) + 2 * classification(outputs(w)));
    },
  );

  it.each([
    ['1', undefined, (m: number, _: number, x: number) => (x - m) ** 2 / 2 + Math.log(2 * Math.PI) / 2],
    [
      'learned',
      'learned',
      (m: number, s: number, x: number) => {
        const variance = 1e-4 + Math.exp(s);
        return (x - m) ** 2 / (2 * variance) + Math.log(2 * Math.PI * variance) / 2;
      },
    ],
  ] as const)('infoGan takes the step that its formula says, with a standard deviation of %s', async (...row) => {
    const [, standardDeviation, surpriseOf] = row;
    const code = { digit: categoricalCode(3), slant: uniformCode(1, standardDeviation && { standardDeviation }) };
    const generator = line(1, 2, 1, ...readConditions('test', { digit: { classes: 3 }, slant: 1 }));
    const critic = line(2, standardDeviation ? 6 : 5, 2);
    const [g, c] = [weightsOf(generator), weightsOf(critic)];
    const model = infoGan({ generator, critic }, { ...options, code, informationWeight: 0.5 });
    const terms = model.step(tensor2d(data));
    const [first, second] = generator.calls.map(({ input, context }) => ({
      input: beside(input, oneHot(context.digit!, 3), context.slant!),
      context,
    }));
    const surprise = (outputs: number[][], { digit, slant }: Call['context']) =>
      mean(
        outputs.map(([, a, b, c, m, s], i) => {
          const [[kind], [degree]] = [digit![i]!, slant![i]!];
          return crossEntropy([a!, b!, c!], kind!) + surpriseOf(m!, s!, degree!);
        }),
      );

    const fake = through(g, first!.input);
    const guess = (w: ArrayLike<number>) => surprise(through(w, fake), first!.context);
    const score = (w: ArrayLike<number>) => game(through(w, data), through(w, fake));
    await expectAllClose(terms.critic, [score(c)]);
    await expectAllClose(terms.guess, [guess(c)]);
    await expectStep(critic, c, (w) => score(w) + 0.5 * guess(w));

    const moved = weightsOf(critic);
    const outputs = (w: ArrayLike<number>) => through(moved, through(w, second!.input));
    await expectAllClose(terms.generator!, [won(outputs(g))]);
    await expectAllClose(terms.information!, [surprise(outputs(g), second!.context)]);
    await expectStep(generator, g, (w) => won(outputs(w)) + 0.5 * surprise(outputs(w), second!.context));
  });
});
