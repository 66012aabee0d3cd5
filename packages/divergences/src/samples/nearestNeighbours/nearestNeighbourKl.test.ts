import { key, normalValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from '../goldenTransport.json';
import { nearestNeighbourKl } from './nearestNeighbourKl.ts';

type Shape = [number, number];

onEveryBackend(() => {
  describe('nearestNeighbourKl', () => {
    it.each(golden.nearestNeighbourKl)(
      'is that of scikit-learn for $shapes',
      async ({ x, y, shapes, byNeighbours }) => {
        const [ofX, ofY] = [tensor2d(x, shapes[0] as Shape), tensor2d(y, shapes[1] as Shape)];
        for (const [neighbours, kl] of byNeighbours as Shape[]) {
          // Float64 on either side, of the same float32 numbers.
          await expectAllClose([await nearestNeighbourKl(ofX, ofY, { neighbours })], [kl], { relative: 1e-12 });
        }
      },
    );

    it('tells near neighbours apart where a product of float32 matrices cannot: tight clusters, far apart', async () => {
      // Every other point 1,000 away, noise of 1/16: the squares there have a rounding error of as much as 1/16.
      const clusters = (values: Float32Array) => values.map((z, i) => z / 16 + 1000 * (Math.floor(i / 3) % 2));
      const [x, y] = [clusters(normalValues(key(1), 90)), clusters(normalValues(key(2), 120))];
      const kl = await nearestNeighbourKl(tensor2d(x, [30, 3]), tensor2d(y, [40, 3]), { neighbours: 2 });
      await expectAllClose([kl], [reference(x, y, 2)], { relative: 1e-12 });
    });

    it('is Infinity where x repeats itself, -Infinity where only y repeats x, and never NaN', async () => {
      const of = (...values: number[]) => tensor2d(values, [values.length, 1]);
      expect(await nearestNeighbourKl(of(1, 1, 2), of(3, 4))).toBe(Number.POSITIVE_INFINITY);
      expect(await nearestNeighbourKl(of(1, 1, 2), of(1, 4))).toBe(Number.POSITIVE_INFINITY);
      expect(await nearestNeighbourKl(of(1, 1, 2), of(3, 4), { neighbours: 2 })).toBeGreaterThan(0);
      expect(await nearestNeighbourKl(of(1, 3, 2), of(1, 4))).toBe(Number.NEGATIVE_INFINITY);
      expect(await nearestNeighbourKl(of(1, 3, 2), of(1, 3, 2))).toBe(Number.NEGATIVE_INFINITY);
    });

    it('leaks nothing', async () => {
      const x = tensor2d([1, 2, 4], [3, 1]);
      await expectNoLeak(() => nearestNeighbourKl(x, x));
    });

    it.each<[string, ErrorConstructor, number[][], object]>([
      [
        'x has shape [3,2] but y has shape [3,1]',
        RangeError,
        [
          [3, 2],
          [3, 1],
        ],
        {},
      ],
      [
        'x has 0 samples',
        RangeError,
        [
          [0, 2],
          [3, 2],
        ],
        {},
      ],
      [
        'neighbours is 1 but x has 1 samples and y has 3: at most 0',
        RangeError,
        [
          [1, 2],
          [3, 2],
        ],
        {},
      ],
      [
        'neighbours is 3 but x has 3 samples and y has 9: at most 2',
        RangeError,
        [
          [3, 2],
          [9, 2],
        ],
        { neighbours: 3 },
      ],
      [
        'neighbours is 3 but x has 9 samples and y has 2: at most 2',
        RangeError,
        [
          [9, 2],
          [2, 2],
        ],
        { neighbours: 3 },
      ],
      [
        'neighbours is 0 but',
        RangeError,
        [
          [3, 2],
          [3, 2],
        ],
        { neighbours: 0 },
      ],
      [
        "neighbours is '1' but",
        TypeError,
        [
          [3, 2],
          [3, 2],
        ],
        { neighbours: '1' },
      ],
    ])('refuses: %s', async (message, type, shapes, options) => {
      const [x, y] = shapes.map((shape) => zeros(shape as Shape)) as [Tensor2D, Tensor2D];
      const refusal = await nearestNeighbourKl(x, y, options).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(type);
      expect(String(refusal)).toContain(`nearestNeighbourKl: ${message}`);
    });

    it('refuses samples that are no numbers, and says which', async () => {
      const fine = tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const run = nearestNeighbourKl(fine, tensor2d([0, 0, 0, bad], [2, 2]));
        await expect(run).rejects.toThrow(`nearestNeighbourKl: y is ${bad} at sample 1, feature 1`);
      }
    });
  });
});

/** For points in space: all distances, sorted. */
function reference(x: Float32Array, y: Float32Array, k: number): number {
  const [n, m] = [x.length / 3, y.length / 3];
  const distances = (i: number, points: Float32Array) =>
    Float64Array.from({ length: points.length / 3 }, (_, j) => {
      return Math.hypot(...[0, 1, 2].map((axis) => x[3 * i + axis]! - points[3 * j + axis]!));
    }).sort();
  let total = Math.log(m / (n - 1));
  // Among the x themselves the nearest is the point itself.
  for (let i = 0; i < n; i++) total += (3 / n) * Math.log(distances(i, y)[k - 1]! / distances(i, x)[k]!);
  return total;
}
