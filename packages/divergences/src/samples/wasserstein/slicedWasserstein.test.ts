import { key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from '../goldenTransport.json';
import { type SlicedWassersteinOptions, slicedWasserstein } from './slicedWasserstein.ts';
import { unitDirections } from './unitDirections.ts';

type Shape = [number, number];

onEveryBackend(() => {
  describe('slicedWasserstein', () => {
    it.each(golden.slicedWasserstein)('is that of POT along the same directions, for $shapes', async (set) => {
      const [x, y, directions] = [set.x, set.y, set.directions].map((values, i) =>
        tensor2d(values, set.shapes[i] as Shape),
      );
      for (const [order, distance] of set.byOrder as Shape[]) {
        // As for wasserstein1d (float32, and pow on a GPU), after a product that rounds each projection.
        const value = slicedWasserstein(x!, y!, { directions: directions!, order });
        await expectAllClose(value, [distance], { relative: 5e-6 });
      }
    });

    it('is 0 for equal sets, the same for the same key, another for another, and leaks nothing', async () => {
      const [x, y] = [tensor2d([1, 2, 3, 4, 0, 1], [3, 2]), tensor2d([0, 7, 3, 1, 2, 5, 1, 1], [4, 2])];
      await expectAllClose(slicedWasserstein(x, x, { key: key(1), projections: 3 }), [0], { absolute: 0 });
      const [first, again, other] = await Promise.all(
        [1, 1, 2].map((seed) => slicedWasserstein(x, y, { key: key(seed), projections: 3 }).data()),
      );
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
      await expectNoLeak(() => slicedWasserstein(x, y, { key: key(1), projections: 3 }).dispose());
    });

    it('sees along directions of length 1', async () => {
      const directions = await unitDirections(key(3), 4, 3).array();
      await expectAllClose(
        directions.map((row) => Math.hypot(...row)),
        [1, 1, 1, 1],
      );
    });

    it.each<[string, ErrorConstructor, number[][], () => SlicedWassersteinOptions]>([
      ['x has shape [2] but', RangeError, [[2], [2, 2]], () => ({ key: key(0) })],
      [
        'y has 0 samples',
        RangeError,
        [
          [1, 2],
          [0, 2],
        ],
        () => ({ key: key(0) }),
      ],
      [
        'y has shape [2,0] but',
        RangeError,
        [
          [2, 2],
          [2, 0],
        ],
        () => ({ key: key(0) }),
      ],
      [
        'x has shape [2,3] but y has shape [2,2]',
        RangeError,
        [
          [2, 3],
          [2, 2],
        ],
        () => ({ key: key(0) }),
      ],
      [
        'order is 0.5',
        RangeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ key: key(0), order: 0.5 }),
      ],
      [
        'projections is 0',
        RangeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ key: key(0), projections: 0 }),
      ],
      [
        'projections is 1.5',
        RangeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ key: key(0), projections: 1.5 }),
      ],
      [
        'either key or directions was expected, but neither',
        TypeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({}),
      ],
      [
        'either key or directions was expected, but both',
        TypeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ key: key(0), directions: zeros([1, 2]) }),
      ],
      [
        'projections is 3 but',
        TypeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ directions: zeros([3, 2]), projections: 3 }),
      ],
      [
        'directions has shape [3,1] but [projections,2]',
        RangeError,
        [
          [2, 2],
          [2, 2],
        ],
        () => ({ directions: zeros([3, 1]) }),
      ],
    ])('refuses: %s', (message, type, shapes, options) => {
      const [x, y] = shapes.map((shape) => zeros(shape as Shape)) as Tensor2D[];
      expect(() => slicedWasserstein(x!, y!, options())).toThrow(type);
      expect(() => slicedWasserstein(x!, y!, options())).toThrow(`slicedWasserstein: ${message}`);
    });
  });
});
