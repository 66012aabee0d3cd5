import { key, normal } from '@latentkit/random';
import { testNetwork } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import {
  batchNorm,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  embedding,
  flatten,
  gelu,
  layerNorm,
  leakyRelu,
  reshape,
  sequential,
} from '../index.ts';

testNetwork(
  'a perceptron with batch norm and dropout',
  () => sequential([flatten, dense(6), batchNorm(), gelu, dropout(0.3), dense(2)], { inputShape: [2, 2], key: key(1) }),
  () => normal(key(2), [8, 2, 2]),
  { key: key(3) },
);

testNetwork(
  'a convolutional network',
  () =>
    sequential(
      [
        conv2d(3, { kernelSize: 4, strides: 2 }),
        layerNorm(),
        leakyRelu(),
        flatten,
        dense(8, { bias: false }),
        reshape([2, 2, 2]),
        conv2dTranspose(1, { kernelSize: 3, strides: 2, outputSize: [3, 4] }),
      ],
      { inputShape: [4, 5, 2], key: key(1) },
    ),
  () => normal(key(2), [3, 4, 5, 2]),
);

testNetwork(
  'an embedding',
  () => sequential([embedding(3, 4)], { inputShape: [], key: key(1) }),
  () => tensor1d([2, 0, 1, 1], 'int32'),
);
