import { useBackend } from '@latentkit/backend';
import { key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, it } from 'vitest';
import {
  averagePool,
  concatContext,
  conditionalBatchNorm,
  constantInput,
  conv2d,
  depthwiseConv2d,
  film,
  flatten,
  groupNorm,
  instanceNorm,
  type Layer,
  maxPool,
  minibatchStandardDeviation,
  modulatedConv2d,
  noiseInput,
  pixelNorm,
  projection,
  residual,
  sequential,
  spectralNorm,
  upsample,
} from '../index.ts';

/** The layers that have their mathematics in a test of Node: once applied and differentiated, as on cpu. */
const layers: Record<string, Layer> = {
  averagePool: averagePool(),
  concatContext: concatContext('label', { classes: 3 }),
  conditionalBatchNorm: conditionalBatchNorm('label', 3),
  constantInput: residual(constantInput([4, 4, 4])),
  depthwiseConv2d: depthwiseConv2d({ kernelSize: 3 }),
  film: film('label', { classes: 3 }),
  groupNorm: groupNorm(2),
  instanceNorm: instanceNorm(),
  maxPool: maxPool(),
  minibatchStandardDeviation: minibatchStandardDeviation(),
  modulatedConv2d: modulatedConv2d(2, 'label', { classes: 3 }, { kernelSize: 3 }),
  noiseInput,
  pixelNorm: pixelNorm(),
  residual: residual(pixelNorm()),
  spectralNorm: spectralNorm(conv2d(2, { kernelSize: 3 })),
  'upsample, bilinear': upsample(2, { method: 'bilinear' }),
  'upsample, nearest': upsample(),
  projection: (inputShape, key) => sequential([flatten, projection('label', 3)], { inputShape, key }),
};

/** The outputs, then the gradients of the input and of every variable. */
async function numbersOf(layer: Layer): Promise<number[]> {
  const network = sequential([layer], { inputShape: [4, 4, 4], key: key(1) });
  const label = tf.tensor1d([0, 2], 'int32');
  const input = tf.variable(normal(key(2), [2, 4, 4, 4]));
  const variables = [input, ...Object.values(network.variables)];
  const apply = () => network.apply(input, { training: true, context: { label }, key: key(3) });
  const { grads } = tf.variableGrads(() => tf.sum<tf.Scalar>(tf.square(tf.sub(apply(), 1))), variables);
  const tensors = [apply(), ...variables.map(({ name }) => grads[name]!)];
  return (await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]))).flat();
}

const expected: Record<string, number[]> = {};
beforeAll(async () => {
  await useBackend('cpu');
  for (const [name, layer] of Object.entries(layers)) expected[name] = await numbersOf(layer);
});

onEveryBackend(() => {
  it.each(Object.entries(layers))('%s gives the numbers and gradients of cpu', async (name, layer) => {
    // Float32 sums of some 100 products in another order.
    await expectAllClose(await numbersOf(layer), expected[name]!, { relative: 1e-3, absolute: 1e-3 });
  });
});
