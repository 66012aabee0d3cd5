import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { affine, type Bijection, diagonalGaussian, mixture, sampleWithLogProb, transformed } from './index.ts';

const gaussian = (seed: number) =>
  diagonalGaussian({ mean: normal(key(seed), [3, 2]), logVariance: normal(key(seed + 1), [3, 2]) });

onEveryBackend(() => {
  it('is sample, and then logProb', async () => {
    const p = mixture(zeros([3, 2]), [gaussian(1), gaussian(3)]);
    const { sample, logProb } = sampleWithLogProb(p, key(5));
    await expectAllClose(sample, p.sample(key(5)), { relative: 0, absolute: 0 });
    await expectAllClose(logProb, p.logProb(sample), { relative: 0, absolute: 0 });
    await expectNoLeak(() => dispose({ ...sampleWithLogProb(p, key(5)) }));
  });

  it('of a transformed distribution needs no way back, however many there are', async () => {
    const [shift, logScale] = [normal(key(6), [3, 2]), normal(key(7), [3, 2])];
    const { forward } = affine(shift, logScale);
    const oneWay: Bijection = {
      forward,
      inverse: () => {
        throw new Error('no way back');
      },
    };
    const p = transformed(transformed(gaussian(1), oneWay), oneWay);
    const { sample, logProb } = sampleWithLogProb(p, key(8));
    const { mean, logVariance } = gaussian(1).parameters;
    // y = s + eᵃ (s + eᵃ x), so of mean s + eᵃ (s + eᵃ m) and variance exp(v + 4 a).
    const each = await Promise.all([mean, logVariance, shift, logScale, sample].map((x: Tensor) => x.data()));
    const expected = [0, 1, 2].map((b) =>
      [0, 1].reduce((sum, i) => {
        const [m, v, s, a, y] = each.map((values) => values[2 * b + i]!) as [number, number, number, number, number];
        const [centre, variance] = [s + Math.exp(a) * (s + Math.exp(a) * m), Math.exp(v + 4 * a)];
        return sum - 0.5 * ((y - centre) ** 2 / variance + Math.log(2 * Math.PI * variance));
      }, 0),
    );
    await expectAllClose(logProb, expected, { relative: 1e-5, absolute: 1e-5 });
    await expectAllClose(p.sample(key(8)), sample, { relative: 0, absolute: 0 });
    await expectNoLeak(() => dispose({ ...sampleWithLogProb(p, key(8)) }));
    expect(() => p.logProb(tensor2d([[0, 0]]))).toThrow('no way back');
  });

  it('refuses what is no distribution, and no key', () => {
    expect(() => sampleWithLogProb({} as never, key(1))).toThrow('sampleWithLogProb: p is {}');
    expect(() => sampleWithLogProb(gaussian(1), 1 as never)).toThrow('sampleWithLogProb: key is 1');
  });
});
