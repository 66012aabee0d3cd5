import { key as keyOf, uniformValues } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testPenalty } from '@latentkit/testing';
import { mul, sum, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradientPenalty } from './gradientPenalty.ts';

// The critics of the suite have slopes on both sides of 0.5.
const variants = {
  'with target 1': { target: 1, oneSided: false, flat: 2 },
  'one-sided with target 0.5': { target: 0.5, oneSided: true, flat: 0 },
};
for (const [name, { target, oneSided, flat }] of Object.entries(variants)) {
  testPenalty(`gradientPenalty ${name}`, () => gradientPenalty({ weight: 2, target, oneSided }), {
    reference(slope, real, fake, key) {
      const share = uniformValues(key, real.length);
      const terms = real.map((point, i) => {
        const between = point.map((x, j) => share[i]! * x + (1 - share[i]!) * fake[i]![j]!);
        const excess = slope(between) - target;
        return oneSided ? Math.max(0, excess) ** 2 : excess ** 2;
      });
      return (2 * terms.reduce((a, b) => a + b, 0)) / terms.length;
    },
    flat,
  });
}

onEveryBackend(() => {
  it('costs nothing where the slope is the target, and ten times the squared excess by default', async () => {
    const slope = (size: number) => (x: Parameters<typeof sum>[0]) => sum(mul(x, size), 1);
    const points = [tensor2d([[1], [2]]), tensor2d([[0], [5]])] as const;
    await expectAllClose(gradientPenalty()(slope(1), ...points, keyOf(0)), [0]);
    await expectAllClose(gradientPenalty()(slope(-3), ...points, keyOf(0)), [40]);
    await expectAllClose(gradientPenalty()(slope(0.25), ...points, keyOf(0)), [5.625]);
    await expectAllClose(gradientPenalty({ oneSided: true })(slope(0.25), ...points, keyOf(0)), [0]);
    await expectAllClose(gradientPenalty({ oneSided: true })(slope(-3), ...points, keyOf(0)), [40]);
  });
});

describe('gradientPenalty', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %d', (weight) => {
    expect(() => gradientPenalty({ weight })).toThrow(RangeError);
  });
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the target %d', (target) => {
    expect(() => gradientPenalty({ target })).toThrow(RangeError);
  });
});
