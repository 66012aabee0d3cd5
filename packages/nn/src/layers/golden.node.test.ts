import { key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  batchNorm,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  elu,
  gelu,
  type Layer,
  layerNorm,
  leakyRelu,
  modulatedConv2d,
  relu,
  type ShapedNetwork,
  sequential,
  sigmoid,
  silu,
  softplus,
  tanh,
} from '../index.ts';
import golden from './golden.json';

/** What golden.py writes of a layer. */
interface Case {
  shapes: Record<string, number[]>;
  inputs: Record<string, number[]>;
  outputShape: number[];
  output: number[];
  gradients: Record<string, number[]>;
}

const close = { relative: 1e-4, absolute: 1e-4 };

/** Builds the layer, gives its variables the values of the case, and compares output and gradients. */
async function expectAsInPyTorch(layer: Layer, values: Case, training = false): Promise<ShapedNetwork> {
  const { style } = values.inputs;
  const given = style && { style: tf.variable(tf.tensor(style, values.shapes.style)) };
  const at = { training, ...(given && { context: given }) };
  const network = sequential([layer], { inputShape: values.shapes.input!.slice(1), key: key(1) });
  const input = tf.tensor(values.inputs.input!, values.shapes.input);
  for (const [name, variable] of Object.entries(network.variables)) {
    const part = name.slice(2);
    expect(variable.shape).toEqual(values.shapes[part]);
    variable.assign(tf.tensor(values.inputs[part]!, values.shapes[part]));
  }
  const output = network.apply(input, at);
  expect([output.shape, network.outputShape]).toEqual([values.outputShape, values.outputShape.slice(1)]);
  await expectAllClose(output, values.output, close);

  const weights = tf.tensor(
    Float32Array.from(values.output, (_, i) => Math.cos(i)),
    values.outputShape,
  );
  const loss = () => tf.sum<tf.Scalar>(tf.mul(network.apply(input, at), weights));
  const { grads } = tf.variableGrads(loss, Object.values({ ...network.variables, ...given }));
  for (const [name, variable] of Object.entries(network.variables)) {
    await expectAllClose(grads[variable.name]!, values.gradients[name.slice(2)]!, close);
  }
  if (given) await expectAllClose(grads[given.style.name]!, values.gradients.style!, close);
  const ofInput = tf.grad((x) => tf.sum(tf.mul(network.apply(x, at), weights)))(input);
  await expectAllClose(ofInput, values.gradients.input!, close);
  await expectNoLeak(() => network.apply(input, at).dispose());
  return network;
}

onEveryBackend(() => {
  describe.each(golden.conv2d)('conv2d, kernel $kernelSize, strides $strides, $padding', (values) => {
    it('is as in PyTorch, with its gradients', async () => {
      const { kernelSize, strides, padding } = values as unknown as {
        kernelSize: Pair;
        strides: Pair;
        padding: 'same';
      };
      await expectAsInPyTorch(conv2d(3, { kernelSize, strides, padding }), values);
    });
  });

  describe.each(golden.conv2dTranspose)('conv2dTranspose, kernel $kernelSize, strides $strides, $padding', (values) => {
    it('is as in PyTorch, with its gradients', async () => {
      const { kernelSize, strides, padding } = values as unknown as {
        kernelSize: Pair;
        strides: Pair;
        padding: 'same';
      };
      const outputSize = 'outputSize' in values ? { outputSize: values.outputSize as Pair } : {};
      await expectAsInPyTorch(conv2dTranspose(3, { kernelSize, strides, padding, ...outputSize }), values);
    });
  });

  describe.each(golden.depthwiseConv2d)('depthwiseConv2d, kernel $kernelSize, strides $strides, $padding', (values) => {
    it('is the grouped convolution of PyTorch, with its gradients', async () => {
      const { kernelSize, strides, padding } = values as unknown as {
        kernelSize: Pair;
        strides: Pair;
        padding: 'same';
      };
      await expectAsInPyTorch(depthwiseConv2d({ kernelSize, strides, padding }), values);
    });
  });

  describe.each(golden.modulatedConv2d)('modulatedConv2d, kernel $kernelSize, $demodulate, gain $gain', (values) => {
    it('is a convolution with a kernel for each example in PyTorch, with its gradients', async () => {
      const { kernelSize, demodulate, gain } = values;
      await expectAsInPyTorch(modulatedConv2d(3, 'style', 5, { kernelSize, demodulate, gain }), values);
    });
  });

  it('layerNorm is as in PyTorch, with its gradients', async () => {
    await expectAsInPyTorch(layerNorm(), golden.layerNorm);
  });

  it('batchNorm is as in PyTorch, with its gradients and statistics', async () => {
    const values = golden.batchNorm;
    await expectAsInPyTorch(batchNorm(), values, true);
    const network = sequential([batchNorm()], { inputShape: values.shapes.input.slice(1), key: key(1) });
    network.variables['0/scale']!.assign(tf.tensor(values.inputs.scale));
    network.variables['0/offset']!.assign(tf.tensor(values.inputs.offset));
    const input = tf.tensor(values.inputs.input, values.shapes.input);
    for (let i = 0; i < 2; i++) network.apply(input, { training: true });
    await expectAllClose(network.buffers!['0/movingMean']!, values.movingMean);
    await expectAllClose(network.buffers!['0/movingVariance']!, values.movingVariance);
    await expectAllClose(network.apply(input), values.evaluated, close);
  });

  const activations = { relu, leakyRelu: leakyRelu(), elu, gelu, silu, tanh, sigmoid, softplus };
  it.each(Object.entries(activations))('%s is as in PyTorch, to the second order', async (name, layer) => {
    const values = golden.activations[name as keyof typeof golden.activations];
    const { apply } = sequential([layer], { inputShape: [values.input.length], key: key(1) });
    const input = tf.tensor(values.input, [1, values.input.length]);
    const slope = tf.grad((x) => apply(x));
    await expectAllClose(apply(input), values.output, { absolute: 1e-5, relative: 1e-5 });
    await expectAllClose(slope(input), values.slope, { absolute: 1e-5, relative: 1e-5 });
    const ofSquaredSlope = tf.grad((x) => tf.add(tf.sum(tf.square(slope(x))), tf.mul(0, tf.sum(x))));
    await expectAllClose(ofSquaredSlope(input), values.ofSquaredSlope, { absolute: 3e-5, relative: 1e-4 });
    await expectNoLeak(() => apply(input).dispose());
  });
});

type Pair = [number, number];
