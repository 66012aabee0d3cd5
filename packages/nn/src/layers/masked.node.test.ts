import { key, normal } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { memory, mul, ones, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { conv2d, dense, flatten, masked, onesInitializer, relu, sequential } from '../index.ts';

const mask = [1, 0, 0.5, 1, 0, 1];

describe('masked', () => {
  onEveryBackend(() => {
    it('is the layer with its kernel times the mask, with an activation after it or not', async () => {
      const layer = dense(2);
      const network = sequential([masked(layer, () => mask), relu], { inputShape: [3], key: key(1) });
      const plain = sequential([layer, relu], { inputShape: [3], key: key(1) });
      const kernel = mul(plain.variables['0/kernel']!, tensor(mask, [3, 2]));
      const x = normal(key(2), [4, 3]);
      await expectAllClose(network.apply(x), plain.apply(x, { values: { '0/kernel': kernel } }), { absolute: 1e-7 });
      // Values in place of the kernel are masked as it is: 1 · 1 + ½ · 1, and 1 · 1 + 1 · 1.
      const given = { values: { '0/kernel': ones([3, 2]) } };
      await expectAllClose(network.apply(ones([1, 3]), given), [1.5, 2], { absolute: 1e-6 });
    });

    it('is asked for the shape of the kernel of a convolution', async () => {
      const kernel = { kernelSize: [1, 2], padding: 'valid', kernelInitializer: onesInitializer } as const;
      const layer = masked(conv2d(1, kernel), (shape) => {
        expect(shape).toEqual([1, 2, 1, 1]);
        return [1, 0];
      });
      const network = sequential([layer, flatten], { inputShape: [1, 3, 1], key: key(1) });
      await expectAllClose(network.apply(tensor([1, 2, 3], [1, 1, 3, 1])), [1, 2], { absolute: 1e-6 });
    });

    it('has the gradient of the formula, by the kernel and by the input', async () => {
      const network = sequential([masked(dense(2), () => mask)], { inputShape: [3], key: key(1) });
      await expectGradients({
        value: (kernel, x) => mul(network.apply(x, { values: { '0/kernel': kernel! } }), tensor2d([[1, 3]])),
        reference: (kernel, x) =>
          [1, 3].reduce(
            (total, weight, unit) =>
              total +
              weight * x!.reduce((sum, value, i) => sum + value * kernel![2 * i + unit]! * mask[2 * i + unit]!, 0),
            0,
          ),
        inputs: [
          { shape: [3, 2], values: [0.3, -0.5, 1.1, 0.7, 0.2, -0.9] },
          { shape: [1, 3], values: [0.4, -1.2, 0.8] },
        ],
      });
    });
  });

  it('refuses a layer without a kernel and a mask of another size, and leaves nothing behind', () => {
    const before = memory().numTensors;
    const build = (layer: Parameters<typeof masked>[0], values: unknown) => () =>
      masked(layer, () => values as number[])([2], key(1));
    expect(build(relu, [1])).toThrow('masked: layer has no variable kernel');
    expect(build(dense(1), [1])).toThrow(
      'masked: mask() is [1] but 2 finite numbers, for a kernel [2,1], were expected',
    );
    expect(build(dense(1), [1, Number.NaN])).toThrow('masked: mask() is [1,NaN]');
    expect(build(dense(1), undefined)).toThrow('masked: mask() is undefined');
    expect(memory().numTensors).toBe(before);
  });
});
