import { useBackend } from '@latentkit/backend';
import { key, normal, normalValues } from '@latentkit/random';
import { expectAllClose } from '@latentkit/testing';
import { add, concat, fill, mul, reshape, type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestByAngle } from './largestByAngle.test-util.ts';
import { maxSlicedWasserstein } from './maxSlicedWasserstein.ts';
import { slicedWasserstein, wassersteinAlong } from './slicedWasserstein.ts';
import { unitRows } from './unitDirections.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

describe('maxSlicedWasserstein', () => {
  it.each([1, 2, 3])('of order %d is the largest over all angles, along the direction it gives', async (order) => {
    // One is stretched and leans, so that there is one highest summit, and a broad one.
    const lean = (z: number, i: number, all: Float32Array) => (i % 2 ? z + all[i - 1]! : 3 * z);
    const [x, y] = [normalValues(key(3), 20), normalValues(key(4), 24).map(lean)];
    const [ofX, ofY] = [tensor2d(x, [10, 2]), tensor2d(y, [12, 2])];
    const { value, direction } = maxSlicedWasserstein(ofX, ofY, { key: key(1), order });
    // Order 1 has its summits at kinks, to which steps come no nearer than by halving.
    await expectAllClose(value, [largestByAngle(x, y, order)], { relative: 1e-3 });
    const directions = reshape(direction, [1, 2]) as Tensor2D;
    await expectAllClose(slicedWasserstein(ofX, ofY, { directions, order }), value, { relative: 1e-6 });
    expect(Math.hypot(...(await direction.data()))).toBeCloseTo(1, 6);
  });

  it('finds the one direction out of sixteen in which the sets differ, where random ones do not', async () => {
    const noise = normal(key(5), [40, 16]) as Tensor2D;
    const shift = concat([zeros([40, 15]), fill([40, 1], 3)], 1) as Tensor2D;
    const { value, direction } = maxSlicedWasserstein(noise, add(noise, shift), { key: key(2), projections: 8 });
    // A shift is seen whole along its own direction, and nothing is further apart than it.
    await expectAllClose(value, [3], { relative: 1e-3 });
    expect(Math.abs((await direction.data())[15]!)).toBeGreaterThan(0.999);
  });

  it.each([1, 2, 3])('of order %d ends on a summit in eight dimensions: nothing near it is higher', async (order) => {
    const x = normal(key(6), [60, 8]) as Tensor2D;
    const y = normal(key(7), [80, 8]) as Tensor2D;
    const { value, direction } = maxSlicedWasserstein(x, y, { key: key(1), projections: 1, iterations: 60, order });
    const near = add(direction, mul(0.05, unitRows(normal(key(9), [2000, 8]))));
    const around = await wassersteinAlong(unitRows(near), x, y, order).data();
    // Samples of one distribution: all summits are low and have kinks, to which steps come only so near.
    expect(Math.max(...around)).toBeLessThan((await value.data())[0]! * (1 + 5e-3));
  });
});
