import { key as keyOf, uniformValues } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testPenalty } from '@latentkit/testing';
import { mul, sum, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradientPenalty } from './gradientPenalty.ts';
import { zeroCenteredGradientPenalty } from './zeroCenteredGradientPenalty.ts';

testPenalty('zeroCenteredGradientPenalty', () => zeroCenteredGradientPenalty({ weight: 2 }), {
  reference(slope, real, fake, key) {
    const share = uniformValues(key, real.length);
    const terms = real.map((point, i) => slope(point.map((x, j) => share[i]! * x + (1 - share[i]!) * fake[i]![j]!)));
    return (2 * terms.reduce((total, slope) => total + slope ** 2, 0)) / terms.length;
  },
  flat: 0,
});

onEveryBackend(() => {
  it('is the gradient penalty of target 0', async () => {
    const cubes = (x: Tensor) => sum(mul(mul(x, x), x), 1);
    const points = [tensor2d([[1], [2]]), tensor2d([[0], [5]])] as const;
    const other = await gradientPenalty({ target: 0 })(cubes, ...points, keyOf(3)).data();
    await expectAllClose(zeroCenteredGradientPenalty()(cubes, ...points, keyOf(3)), other);
  });
});

describe('zeroCenteredGradientPenalty', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
    expect(() => zeroCenteredGradientPenalty({ weight })).toThrow(RangeError);
  });
});
