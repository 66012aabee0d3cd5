import { key, uniform } from '@latentkit/random';
import { onEveryBackend, testTrainable } from '@latentkit/testing';
import { ones, pad, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { autoencoder } from '../index.ts';
import { plain } from '../toyBottlenecks.test-util.ts';
import { residualConv } from './residualConv.ts';

const small = () => residualConv({ filters: [3, 4], blocks: 1 });
const make = (shape: number[], latentShape: number[], architecture = small()) =>
  autoencoder('residual', architecture, { shape, latentShape, seed: 1, bottleneck: plain });

testTrainable(
  'an auto-encoder of residual convolutions',
  (seed) => autoencoder('residual', small(), { shape: [5, 7, 2], latentShape: [2, 2, 3], seed, bottleneck: plain }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);

onEveryBackend(() => {
  it.each([[[2, 2, 3]], [[4]], [[3, 2]], [[1, 4, 3]]])(
    'fits latents of shape %o to pictures and back',
    (latentShape) => {
      const model = make([5, 7, 2], latentShape);
      expect(model.encode(zeros([2, 5, 7, 2])).shape).toEqual([2, ...latentShape]);
      expect(model.reconstruct(zeros([2, 5, 7, 2])).shape).toEqual([2, 5, 7, 2]);
    },
  );

  it('keeps the places of a grid: a change in one corner stays out of the other', async () => {
    const model = make([32, 32, 1], [8, 8, 2], residualConv({ filters: [3, 4], blocks: 1 }));
    const empty = zeros([1, 32, 32, 1]);
    const corner = pad(ones([1, 2, 2, 1]), [
      [0, 0],
      [0, 30],
      [0, 30],
      [0, 0],
    ]);
    const [a, b] = [await model.encode(empty).data(), await model.encode(corner).data()];
    const moved = Array.from({ length: 64 }, (_, i) => a[2 * i] !== b[2 * i] || a[2 * i + 1] !== b[2 * i + 1]);
    expect(moved[0]).toBe(true);
    expect(moved.slice(32)).not.toContain(true);
  });

  it('reads conditions, and refuses what is no picture', () => {
    const conditional = residualConv({ filters: [2], blocks: 0, conditions: { label: { classes: 3 } } });
    const model = make([4, 4, 1], [2], conditional);
    const label = zeros([2], 'int32');
    expect(model.reconstruct(zeros([2, 4, 4, 1]), { label }).shape).toEqual([2, 4, 4, 1]);
    expect(() => make([6], [2])).toThrow('[height,width,channels]');
    expect(() => residualConv({ blocks: -1 })).toThrow('residualConv: blocks is -1');
  });
});
