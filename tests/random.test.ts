import { type Key, normal, normalValues, uniform, uniformValues } from '@latentkit/random';
import { sizeOf } from '@latentkit/shared';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

// Random tensors are to the bit what is made on the host, also where a backend has kernels for them.

const most = 2 ** 32 - 1;
const keys: Key[] = [
  [0, 0],
  [0, most],
  [most, 0],
  [most, most],
  [0x80000000, 0x7fffffff],
  [1797259609, 2579123966],
  // The first number of the one is the lowest there is, the second of the other the highest.
  [0, 780233],
  [0, 8009203],
];
const shapes = [[], [1], [2], [3], [4], [5], [1001], [2, 3, 5]];

/** Reads and disposes; as words, so that −0 and 0 differ. */
async function words(x: tf.Tensor): Promise<Int32Array> {
  expect(x.dtype).toBe('float32');
  const values = await x.data<'float32'>();
  x.dispose();
  return wordsOf(values);
}

const wordsOf = (values: Float32Array) => new Int32Array(values.slice().buffer);

/** Names the first difference. Vitest's own comparison takes its time with so many. */
function expectSame(found: Int32Array, expected: Int32Array): void {
  const at = expected.findIndex((word, i) => word !== found[i]);
  expect({ length: found.length, at, word: found[at] }).toEqual({ length: expected.length, at: -1, word: undefined });
}

/** What `uniform` says of the interval, in plain numbers. */
function expectedUniform(key: Key, count: number, minimum: number, maximum: number): Int32Array {
  const low = Math.fround(minimum);
  const range = Math.fround(Math.fround(maximum) - low);
  return wordsOf(uniformValues(key, count).map((u) => Math.max(low, Math.fround(u * range) + low)));
}

/** In float64, rounded once. */
function expectedNormal(key: Key, count: number, mean: number, deviation: number): Int32Array {
  return wordsOf(normalValues(key, count).map((z) => mean + deviation * z));
}

it('the keys reach the ends', () => {
  expect(uniformValues([0, 780233], 1)[0]).toBe(0);
  expect(uniformValues([0, 8009203], 2)[1]).toBe(1 - 2 ** -23);
});

onEveryBackend((backend) => {
  it.each(shapes.map((shape) => ({ shape })))('of shape $shape', async ({ shape }) => {
    for (const key of keys) {
      const made = [uniform(key, shape), normal(key, shape)];
      for (const x of made) expect(x.shape).toEqual(shape);
      expectSame(await words(made[0]!), wordsOf(uniformValues(key, sizeOf(shape))));
      expectSame(await words(made[1]!), wordsOf(normalValues(key, sizeOf(shape))));
    }
  });

  it.each([
    [-3, 5],
    [-0.1, 0.1],
    [1 / 3, 2 / 3],
    [1e-40, 3e-39],
    [16777216, 16777220],
    [-3e38, 3e37],
    [0.1, 0.1 + 1e-12],
  ])('uniform from %d to %d', async (minimum, maximum) => {
    for (const key of keys) {
      const found = await words(uniform(key, [1001], { minimum, maximum }));
      expectSame(found, expectedUniform(key, 1001, minimum, maximum));
    }
  });

  it.each([
    [3, 2],
    [0, 0.02],
    [0.1, 0],
    [-1e-3, 1 / 3],
    [1e10, 1e-7],
    [2e38, 1e38],
    [0, 1e-300],
  ])('normal of mean %d and standard deviation %d', async (mean, standardDeviation) => {
    for (const key of keys) {
      const found = await words(normal(key, [1001], { mean, standardDeviation }));
      expectSame(found, expectedNormal(key, 1001, mean, standardDeviation));
    }
  });

  it('from any key, into its farthest tails', async () => {
    // A million numbers in all, of which some sixty lie beyond 4.
    const word = fc.nat(most);
    await fc.assert(
      fc.asyncProperty(word, word, fc.integer({ min: 25_000, max: 25_003 }), async (k0, k1, count) => {
        expectSame(await words(normal([k0, k1], [count])), wordsOf(normalValues([k0, k1], count)));
        expectSame(await words(uniform([k0, k1], [count])), wordsOf(uniformValues([k0, k1], count)));
      }),
      { numRuns: 40 },
    );
  });

  // Of the 2^23 numbers there are, those whose doubles lie closest to where rounding to a float turns, in the middle of
  // the distribution and in its tails: by as little as 5e-15 of themselves, and all by less than 2e-13.
  it.each([
    ['the middle', [1840541, 11352653, 10891848, 7610591, 4111401, 3574243]],
    ['the tails', [361488, 1052168, 7598073, 2373175, 19160315, 4976231]],
  ])('normal where it is rounded most narrowly, in %s', async (_, seeds) => {
    for (const seed of seeds) expectSame(await words(normal([0, seed], [1])), wordsOf(normalValues([0, seed], 1)));
  });

  it('are constants to a gradient, of the first and the second order', async () => {
    const noise = () => tf.mul(normal([1, 2], [3], { mean: 1 }), uniform([3, 4], [3], { maximum: 2 }));
    const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.square(x), noise()));
    const slopes = tf.grad(f);
    const x = tf.tensor1d([1, -2, 3]);
    const twice = await tf.mul(2, noise()).data();
    await expectAllClose(slopes(x), [twice[0]!, -2 * twice[1]!, 3 * twice[2]!]);
    await expectAllClose(tf.grad((x) => tf.sum(slopes(x)))(x), twice);
  });

  it('leave nothing behind, on a tape or off it', async () => {
    const x = tf.ones([7]);
    await expectNoLeak(() => {
      tf.dispose([normal([1, 2], [7]), uniform([1, 2], [7]), tf.grad((x) => tf.mul(x, normal([1, 2], [7])))(x)]);
    });
  });

  it('are made where they are used, on wasm', async () => {
    const { kernelNames } = await tf.profile(() => [normal([1, 2], [7]), uniform([1, 2], [7])]);
    expect(kernelNames.sort()).toEqual(backend === 'wasm' ? ['LatentKitNormal', 'LatentKitUniform'] : []);
  });
});
