import { key, normalValues, uniformValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fill, reshape, type Tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianNoise, masking, saltAndPepper } from './corruptions.ts';

const count = 20_000;
const half = () => fill([count / 4, 2, 2], 0.5);
const read = async (x: Tensor) => Array.from(await x.data());
/** Five standard errors of a share: one run in two million is further off. */
const bound = (rate: number) => 5 * Math.sqrt((rate * (1 - rate)) / count);
const share = (values: readonly number[], value: number) => values.filter((x) => x === value).length / values.length;

onEveryBackend(() => {
  it('gaussianNoise adds noise of mean 0 and of the standard deviation, that of its key', async () => {
    const values = await read(gaussianNoise({ standardDeviation: 0.3 })(half(), key(1)));
    const noise = values.map((x) => x - 0.5);
    const variance = noise.reduce((sum, x) => sum + x * x, 0) / count;
    expect(Math.abs(noise.reduce((sum, x) => sum + x, 0) / count)).toBeLessThan((5 * 0.3) / Math.sqrt(count));
    // The squares of Gaussian numbers have the variance 2σ⁴.
    expect(Math.abs(variance - 0.09)).toBeLessThan(5 * 0.09 * Math.sqrt(2 / count));
    await expectAllClose(
      noise,
      normalValues(key(1), count).map((x) => 0.3 * x),
      { absolute: 2e-7 },
    );
  });

  it('masking loses features at the rate, and leaves the others as they are', async () => {
    const values = await read(masking({ rate: 0.25 })(half(), key(2)));
    expect(share(values, 0) + share(values, 0.5)).toBe(1);
    expect(Math.abs(share(values, 0) - 0.25)).toBeLessThan(bound(0.25));
    const u = uniformValues(key(2), count);
    expect(values).toEqual(Array.from(u, (one) => (one < 0.25 ? 0 : 0.5)));
  });

  it('saltAndPepper replaces features at the rate, half of them by either value', async () => {
    const values = await read(saltAndPepper({ rate: 0.4, minimum: -1, maximum: 2 })(half(), key(3)));
    expect(share(values, -1) + share(values, 2) + share(values, 0.5)).toBeCloseTo(1, 12);
    for (const value of [-1, 2]) expect(Math.abs(share(values, value) - 0.2)).toBeLessThan(bound(0.2));
  });

  it('a rate of 0 changes nothing, one of 1 everything', async () => {
    const x = tensor1d([0.2, 0.4, 0.6]);
    for (const corrupt of [masking, saltAndPepper]) await expectAllClose(corrupt({ rate: 0 })(x, key(1)), x);
    await expectAllClose(masking({ rate: 1 })(x, key(1)), zeros([3]));
    expect(await read(saltAndPepper({ rate: 1 })(x, key(1)))).toSatisfy((all: number[]) =>
      all.every((value) => value === 0 || value === 1),
    );
  });
});

const all = {
  gaussianNoise: gaussianNoise({ standardDeviation: 1 }),
  masking: masking({ rate: 0.5 }),
  saltAndPepper: saltAndPepper({ rate: 0.5 }),
};

describe.each(Object.entries(all))('%s', (name, corrupt) => {
  onEveryBackend(() => {
    it('does the same by the same key, something else by another, and leaks nothing', async () => {
      const x = half();
      const first = await read(corrupt(x, key(1)));
      expect(await read(corrupt(x, key(1)))).toEqual(first);
      expect(await read(corrupt(x, key(2)))).not.toEqual(first);
      expect(corrupt(reshape(x, [count]), key(1)).shape).toEqual([count]);
      await expectNoLeak(() => corrupt(x, key(1)).dispose());
    });

    it('refuses what is no tensor, and a key that is none', () => {
      expect(() => corrupt([1] as never, key(1))).toThrow(`${name}: data is`);
      expect(() => corrupt(zeros([1]), 1 as never)).toThrow(`${name}: key is 1`);
    });
  });
});

it.each([-0.1, 1.1, Number.NaN])('refuses the rate %d', (rate) => {
  expect(() => masking({ rate })).toThrow('masking: rate is');
  expect(() => saltAndPepper({ rate })).toThrow('saltAndPepper: rate is');
});

it('refuses other options that are out of range', () => {
  expect(() => gaussianNoise({ standardDeviation: 0 })).toThrow('gaussianNoise: standardDeviation is 0');
  expect(() => saltAndPepper({ rate: 0.1, maximum: Infinity })).toThrow('saltAndPepper: maximum is Infinity');
});
