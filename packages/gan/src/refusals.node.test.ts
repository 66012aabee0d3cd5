import { concatContext, dense, leakyRelu, sequential } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { onEveryBackend } from '@latentkit/testing';
import { memory, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  acGan,
  biGan,
  categoricalCode,
  cycleGan,
  infoGan,
  mlpGan,
  pix2pix,
  projectionGan,
  residualCycleGan,
  unetPix2Pix,
  uniformCode,
} from './index.ts';

const options = { shape: [6], latentSize: 3 };
const hidden = [8];
const batch = (index: number) => uniform(key(index), [4, 6]);
const code = { digit: categoricalCode(3), slant: uniformCode(2, { standardDeviation: 'learned' }) };

const info = (seed: number) => infoGan(mlpGan({ hidden }), { ...options, seed, code });
const auxiliary = (seed: number) => acGan(mlpGan({ hidden }), { ...options, seed, classes: 3, averageDecay: 0.9 });
const bidirectional = (seed: number) => biGan(mlpGan({ hidden }), { ...options, seed, featureSize: 5 });
const picture = { shape: [5, 7, 1], targetShape: [5, 7, 2] };
const cycle = (seed: number) => cycleGan(residualCycleGan({ filters: 2, blocks: 1 }), { ...picture, seed });
const pairs = (seed: number) => pix2pix(unetPix2Pix({ filters: [2, 3] }), { ...picture, seed });

onEveryBackend(() => {
  describe('refuses', () => {
    const network = (units: number, inputs: number) =>
      sequential([dense(units)], { inputShape: [inputs], key: key(1) });
    it.each<[string, () => unknown, string]>([
      [
        'labels that are absent',
        () => auxiliary(1).sample(2, key(1)),
        'acGan.sample: context has no label, which the generator reads from its context: there is none.',
      ],
      [
        'a batch without labels',
        () => auxiliary(1).step(batch(1) as never),
        'acGan.step: batch has no label, which the generator reads from its context: there is none.',
      ],
      [
        'a code in a batch, which the model draws',
        () => info(1).step({ data: batch(1), slant: zeros([4, 2]) }),
        'infoGan.step: batch has slant, which no network reads',
      ],
      [
        'a code of another size',
        () => info(1).sample(2, key(1), { slant: zeros([2, 3]) }),
        'infoGan.sample: context.slant has shape [2,3] but [2,2] was expected.',
      ],
      [
        'no code',
        () => infoGan(mlpGan(), { ...options, seed: 1, code: {} }),
        'infoGan: code is {} but its parts by name',
      ],
      [
        'a critic that cannot give guesses',
        () => acGan(projectionGan({ classes: 3, hidden }), { ...options, seed: 1, classes: 3 }),
        'acGan: critic gives [1] for each example but [4] was expected: a score, and 3 numbers that guess label.',
      ],
      [
        'a generator that does not read the label',
        () => acGan({ ...mlpGan({ hidden }), generator: network(6, 3) }, { ...options, seed: 1, classes: 3 }),
        'acGan: generator reads no label from its context but label of size {"classes":3} was expected',
      ],
      [
        'a critic that reads what it is to guess',
        () =>
          acGan(
            {
              ...mlpGan({ hidden }),
              critic: () => (s, k) =>
                sequential([concatContext('label', { classes: 3 }), dense(4)], { inputShape: s, key: k }),
            },
            { ...options, seed: 1, classes: 3 },
          ),
        'acGan: critic reads label from its context, which it is to guess.',
      ],
      [
        'latents of another size',
        () => bidirectional(1).score(batch(1), zeros([4, 2])),
        'biGan.score: latents has shape [4,2] but [batch,3] was expected.',
      ],
      [
        'fewer latents than examples',
        () => bidirectional(1).score(batch(1), zeros([3, 3])),
        'biGan.score: latents has shape [3,3] but [4,3] was expected.',
      ],
      [
        'no encoder beside a critic that is a network',
        () => biGan({ ...mlpGan({ hidden }), critic: network(5, 6) }, { ...options, seed: 1, featureSize: 5 }),
        'biGan: architecture has no encoder but one was expected',
      ],
      [
        'an encoder of another size',
        () => biGan({ ...mlpGan({ hidden }), encoder: network(4, 6) }, { ...options, seed: 1 }),
        'biGan: encoder gives [4] for each example but [3] was expected.',
      ],
      [
        'a view of pairs',
        () => biGan(mlpGan(), { ...options, seed: 1, view: {} } as never),
        "biGan: options has 'view' but one of",
      ],
      [
        'a tensor in place of two kinds',
        () => cycle(1).step(zeros([2, 5, 7, 1]) as never),
        'cycleGan.step: batch is a tensor of shape [2,5,7,1] but an object with data, target was expected.',
      ],
      [
        'as many of one kind as of the other',
        () => pairs(1).step({ data: zeros([2, 5, 7, 1]), target: zeros([3, 5, 7, 2]) }),
        'pix2pix.step: batch.target has shape [3,5,7,2] but [2,5,7,2] was expected',
      ],
      [
        'an identity of other shapes',
        () => cycleGan(residualCycleGan(), { ...picture, seed: 1, identityWeight: 1 }),
        'cycleGan: identityWeight is 1 but 0 was expected',
      ],
      [
        'pairs of other sizes',
        () => pix2pix(unetPix2Pix(), { shape: [5, 7, 1], targetShape: [5, 6, 1], seed: 1 }),
        'pix2pix: targetShape is [5,6,1] but [5,7,any] was expected, as shape is [5,7,1].',
      ],
      [
        'translations to another size',
        () => cycleGan(residualCycleGan(), { shape: [8, 8, 1], targetShape: [4, 4, 1], seed: 1 }),
        'outputSize is [4,4]',
      ],
    ])('%s', (_, attempt, message) => {
      expect(attempt).toThrow(message);
    });

    it('and frees what was built', () => {
      const before = memory().numTensors;
      const critic = () => (s: readonly number[], k: ReturnType<typeof key>) =>
        sequential([concatContext('label', { classes: 3 }), dense(4), leakyRelu(0.2)], { inputShape: s, key: k });
      expect(() => acGan({ ...mlpGan({ hidden }), critic }, { ...options, seed: 1, classes: 3 })).toThrow();
      expect(memory().numTensors).toBe(before);
    });
  });
});
