import { foldIn, key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  batchNorm,
  chain,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  embedding,
  type Fans,
  flatten,
  type Initializer,
  type Layer,
  layerNorm,
  leakyRelu,
  onesInitializer,
  relu,
  reshape,
  type Shape,
  sequential,
  softplus,
} from '../index.ts';

const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });

describe('sequential', () => {
  onEveryBackend((backend) => {
    it('gives a tensor of its own where no layer changes anything', async () => {
      const x = tf.tensor2d([[1, 2]]);
      built(flatten, [2]).apply(x).dispose();
      await expectAllClose(x, [1, 2], { relative: 0 });
    });

    it('joins layers and names their variables by position', async () => {
      const net = sequential(
        [flatten, dense(4), relu, chain([dense(3, { bias: false }), batchNorm()]), reshape([3, 1])],
        {
          inputShape: [2, 2, 1],
          key: key(1),
        },
      );
      expect([net.inputShape, net.outputShape]).toEqual([
        [2, 2, 1],
        [3, 1],
      ]);
      expect(Object.keys(net.variables)).toEqual(['1/kernel', '1/bias', '3/0/kernel', '3/1/scale', '3/1/offset']);
      expect(Object.keys(net.buffers!)).toEqual(['3/1/movingMean', '3/1/movingVariance']);
      const x = tf.ones([5, 2, 2, 1]);
      expect(net.apply(x).shape).toEqual([5, 3, 1]);
      await expectNoLeak(() => net.apply(x, { training: true }).dispose());
    });

    it('has the same initial weights on every backend, bit for bit', async () => {
      const net = sequential([dense(3), dense(2)], { inputShape: [2], key: key(1) });
      // Pinned: another number here means that every seed means something else.
      const pinned = [
        -0.0039730072021484375, -0.4996265172958374, 0.972344160079956, 0.17451918125152588, 1.0829453468322754,
        0.5343387126922607,
      ];
      expect([...(await net.variables['0/kernel']!.data())], backend).toEqual(pinned);
    });

    it('leaves nothing behind when a layer does not fit', async () => {
      await expectNoLeak(() => {
        expect(() =>
          sequential([dense(3), batchNorm(), conv2d(1, { kernelSize: 3 })], { inputShape: [2], key: key(1) }),
        ).toThrow('conv2d: inputShape is [3] but [height,width,channels] was expected.');
      });
    });
  });

  it('hands each layer a key of its own', () => {
    const seen: unknown[] = [];
    const spy: Layer = (inputShape, initial) => {
      seen.push(initial);
      return {
        inputShape,
        outputShape: inputShape,
        variables: {},
        apply(input, options) {
          seen.push(options?.key);
          return tf.clone(input);
        },
      };
    };
    const net = sequential([spy, spy], { inputShape: [1], key: key(1) });
    expect(new Set(seen.splice(0).map(String)).size).toBe(2);
    net.apply(tf.ones([1, 1]), { training: true, key: key(2) });
    expect(new Set(seen.splice(0).map(String)).size).toBe(2);
    net.apply(tf.ones([1, 1]));
    expect(seen).toEqual([undefined, undefined]);
  });

  it('refuses what does not fit', () => {
    const net = built(dense(2), [3]);
    expect(() => net.apply(tf.ones([2, 4]))).toThrow('sequential: input has shape [2,4] but [batch,3] was expected.');
    expect(() => sequential([dense(2)], { inputShape: [0], key: key(1) })).toThrow('sequential: inputShape is [0]');
    expect(() => sequential([3 as unknown as Layer], { inputShape: [1], key: key(1) })).toThrow('sequential: layers');
    expect(() => sequential([dense(1)], { inputShape: [1], key: 1 as never })).toThrow(
      'key is 1 but a key was expected',
    );
  });
});

describe('layers with a kernel', () => {
  it.each<[string, Layer, Shape, Shape, Fans]>([
    [
      'dense',
      dense(3, { kernelInitializer, biasInitializer: kernelInitializer }),
      [5],
      [5, 3],
      { fanIn: 5, fanOut: 3 },
    ],
    [
      'conv2d',
      conv2d(3, { kernelSize: [2, 4], kernelInitializer, biasInitializer: kernelInitializer }),
      [4, 4, 5],
      [2, 4, 5, 3],
      { fanIn: 40, fanOut: 24 },
    ],
    [
      'conv2dTranspose',
      conv2dTranspose(3, { kernelSize: [2, 4], kernelInitializer, biasInitializer: kernelInitializer }),
      [4, 4, 5],
      [2, 4, 3, 5],
      { fanIn: 40, fanOut: 24 },
    ],
  ])('%s gives its initialisers a key each, shapes and fans', (_, layer, inputShape, kernelShape, fans) => {
    given.splice(0);
    layer(inputShape, key(1));
    expect(given).toEqual([
      [foldIn(key(1), 0), kernelShape, fans],
      [foldIn(key(1), 1), [3], fans],
    ]);
  });

  it.each([conv2d, conv2dTranspose])(
    '%o goes down by the first stride and across by the second',
    async (convolution) => {
      const network = built(convolution(1, { kernelSize: 1, strides: [2, 3] }), [4, 6, 1]);
      const up = convolution === conv2dTranspose;
      expect(network.outputShape).toEqual(up ? [8, 18, 1] : [2, 2, 1]);
      expect(network.apply(tf.ones([1, 4, 6, 1])).shape).toEqual([1, ...network.outputShape]);
    },
  );
});

const given: Parameters<Initializer>[] = [];
const kernelInitializer: Initializer = (...args) => {
  given.push(args);
  return tf.zeros([...args[1]]);
};

describe('arguments of layers', () => {
  it.each([
    [() => dense(0), 'dense: units is 0'],
    [() => dense('3' as unknown as number), "dense: units is '3'"],
    [() => built(dense(1), [2, 2]), 'dense: inputShape is [2,2] but [inputs] was expected: put flatten before it.'],
    [() => conv2d(1.5, { kernelSize: 3 }), 'conv2d: filters is 1.5'],
    [() => conv2d(1, { kernelSize: 0 }), 'conv2d: kernelSize is 0'],
    [() => conv2d(1, { kernelSize: 3, strides: [1, -1] }), 'conv2d: strides is -1'],
    [() => conv2d(1, { kernelSize: [1, 2, 3] as never }), 'conv2d: kernelSize is [1,2,3]'],
    [() => conv2d(1, { kernelSize: 3, padding: 'full' as never }), "conv2d: padding is 'full'"],
    [() => built(conv2d(1, { kernelSize: 3, padding: 'valid' }), [2, 2, 1]), 'conv2d: inputShape is [2,2,1]'],
    [() => built(conv2dTranspose(1, { kernelSize: 3, outputSize: 9, strides: 2 }), [4, 4, 1]), 'outputSize is [9,9]'],
    [() => batchNorm({ momentum: 2 }), 'batchNorm: momentum is 2'],
    [() => batchNorm({ epsilon: 0 }), 'batchNorm: epsilon is 0'],
    [() => built(batchNorm(), []), 'batchNorm: inputShape is []'],
    [() => built(batchNorm(), [2]).apply(tf.ones([1, 2]), { training: true }), 'batchNorm: input has shape [1,2]'],
    [() => layerNorm({ epsilon: -1 }), 'layerNorm: epsilon is -1'],
    [() => embedding(0, 1), 'embedding: count is 0'],
    [
      () => built(embedding(3, 1), []).apply(tf.tensor1d([1])),
      'embedding: input has dtype float32 but int32 was expected',
    ],
    [() => dropout(1), 'dropout: rate is 1'],
    [() => dropout(-0.1), 'dropout: rate is -0.1'],
    [() => leakyRelu(Number.NaN), 'leakyRelu: slope is NaN'],
    [() => reshape([2, -1]), 'reshape: shape is [2,-1]'],
    [() => built(reshape([5]), [2, 3]), 'reshape: inputShape is [2,3], 6 values, but 5 values'],
    [() => built(dropout(0.5), [1]).apply(tf.ones([1, 1]), { training: true }), 'dropout: options.key is undefined'],
  ])('are checked: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});

onEveryBackend(() => {
  it('batchNorm at inference has ε under the root', async () => {
    const network = built(batchNorm({ epsilon: 0.25 }), [1]);
    network.buffers!['0/movingVariance']!.assign(tf.tensor1d([2]));
    network.buffers!['0/movingMean']!.assign(tf.tensor1d([1]));
    await expectAllClose(network.apply(tf.tensor2d([[4]])), [3 / Math.sqrt(2.25)]);
  });

  it('a 1×1 convolution with strides takes the pixels where its windows begin', async () => {
    const picture = tf.tensor4d(
      Array.from({ length: 20 }, (_, i) => i),
      [1, 4, 5, 1],
    );
    for (const padding of ['same', 'valid'] as const) {
      const options = { kernelSize: 1, strides: [2, 3], padding, kernelInitializer: onesInitializer } as const;
      await expectAllClose(built(conv2d(1, options), [4, 5, 1]).apply(picture), [0, 3, 10, 13]);
      const spread = built(conv2dTranspose(1, { ...options, outputSize: [4, 5] }), [2, 2, 1]);
      const expected = [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 0, 0, 0, 0];
      await expectAllClose(spread.apply(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])), expected);
    }
  });

  describe('dropout', () => {
    it('drops other values in each layer of one network', async () => {
      // Were the keys the same, the second would keep all that the first one keeps.
      const net = sequential([dropout(0.5), dropout(0.5)], { inputShape: [400], key: key(1) });
      const kept = await net.apply(tf.ones([1, 400]), { training: true, key: key(3) }).data();
      expect(kept.filter((value) => value !== 0).length / 400).toBeCloseTo(0.25, 1);
    });

    it('drops by its key while training, keeps the mean, and else does nothing', async () => {
      const net = built(dropout(0.25), [100]);
      const x = tf.ones([100, 100]);
      const dropped = net.apply(x, { training: true, key: key(3) });
      const values = await dropped.data();
      expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
      expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.25, 1);
      await expectAllClose(net.apply(x, { training: true, key: key(3) }), values, { relative: 0, absolute: 0 });
      await expectAllClose(net.apply(x, { key: key(3) }), await x.data(), { relative: 0, absolute: 0 });
      await expectNoLeak(() => net.apply(x, { training: true, key: key(4) }).dispose());
      await expectNoLeak(() => net.apply(x).dispose());
    });
  });

  describe('embedding', () => {
    it('looks up rows, sums their gradients, and poisons what is not a label', async () => {
      const net = built(embedding(3, 2), [2]);
      const table = net.variables['0/table']!;
      table.assign(
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      );
      const labels = tf.tensor2d(
        [
          [0, 2],
          [2, 2],
        ],
        [2, 2],
        'int32',
      );
      expect(net.outputShape).toEqual([2, 2]);
      await expectAllClose(net.apply(labels), [1, 2, 5, 6, 5, 6, 5, 6]);
      const { grads } = tf.variableGrads(() => tf.sum(net.apply(labels)), [table]);
      await expectAllClose(grads[table.name]!, [1, 1, 0, 0, 3, 3]);
      const bad = await built(embedding(3, 1), [])
        .apply(tf.tensor1d([-1, 0, 3], 'int32'))
        .data();
      expect([...bad].map(Number.isNaN)).toEqual([true, false, true]);
      await expectNoLeak(() => net.apply(labels).dispose());
    });
  });

  describe('gradients of gradients', () => {
    // What a gradient penalty asks of a layer, held against finite differences of its first gradient.
    it.each<[string, Layer, Shape]>([
      ['dense', chain([dense(3), softplus, dense(1)]), [2]],
      ['conv2d', chain([conv2d(2, { kernelSize: 3, strides: 2 }), softplus, flatten, dense(1)]), [4, 4, 1]],
      [
        'conv2dTranspose',
        chain([conv2dTranspose(1, { kernelSize: 4, strides: 2 }), softplus, flatten, dense(1)]),
        [2, 2, 2],
      ],
      ['layerNorm', chain([dense(4), layerNorm(), softplus, dense(1)]), [3]],
      ['batchNorm', chain([dense(4), batchNorm(), softplus, dense(1)]), [3]],
    ])('%s', async (_, layer, inputShape) => {
      const net = built(layer, inputShape);
      const size = 6 * inputShape.reduce((product, length) => product * length, 1);
      const x = tf.tensor(
        Float32Array.from({ length: size }, (_, i) => Math.sin(3 * i)),
        [6, ...inputShape],
      );
      const squaredSlope = (kernel?: tf.Tensor) => {
        if (kernel) net.variables['0/0/kernel']!.assign(kernel);
        const slope = tf.grad((x) => tf.sum(tf.square(net.apply(x, { training: true }))))(x);
        return tf.sum<tf.Scalar>(tf.square(slope));
      };
      const kernel = net.variables['0/0/kernel']!;
      const { grads } = tf.variableGrads(() => squaredSlope(), [kernel]);
      const gradient = await grads[kernel.name]!.data();
      const at = tf.clone(kernel);
      // Along its own direction, where the change is greatest.
      const length = Math.hypot(...gradient);
      const direction = tf.div(grads[kernel.name]!, length);
      const step = 3e-3;
      const ahead = (await squaredSlope(tf.add(at, tf.mul(direction, step))).data())[0]!;
      const behind = (await squaredSlope(tf.sub(at, tf.mul(direction, step))).data())[0]!;
      expect(length).toBeGreaterThan(1e-3);
      expect((ahead - behind) / (2 * step) / length).toBeCloseTo(1, 2);
    });
  });
});
