import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import * as keras from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { adam, fromLayers, minimize } from './index.ts';

const { layers } = keras;

/** Seeded and not negative: a unit that no input wakes would leave its moving mean at zero. */
const weights = () => keras.initializers.randomUniform({ minval: 0, maxval: 1, seed: 1 });

function build() {
  const inner = keras.sequential({
    layers: [
      layers.dense({ units: 3, inputShape: [4], kernelInitializer: weights() }),
      layers.dense({ units: 3, kernelInitializer: weights() }),
    ],
  });
  return keras.sequential({
    layers: [
      layers.dense({ units: 4, inputShape: [2], activation: 'relu', kernelInitializer: weights() }),
      layers.dropout({ rate: 0.5, seed: 1 }),
      layers.batchNormalization(),
      inner,
      layers.dense({ units: 1, trainable: false, useBias: false, kernelInitializer: weights() }),
    ],
  });
}

onEveryBackend(() => {
  it('a Keras model is a network, with names that do not count up', async () => {
    const [model, network] = [build(), fromLayers(build())];
    const names = ['0/kernel', '0/bias', '2/gamma', '2/beta', '3/kernel', '3/bias', '3/kernel_1', '3/bias_1'];
    for (const net of [fromLayers(model), network]) {
      expect(Object.keys(net.variables)).toEqual(names);
      expect(Object.keys(net.buffers!)).toEqual(['2/moving_mean', '2/moving_variance', '4/kernel']);
    }
    expect([network.inputShape, network.outputShape]).toEqual([[2], [1]]);
    const x = tf.ones([5, 2]);
    await expectAllClose(fromLayers(model).apply(x), await (model.predict(x) as tf.Tensor).data());
    expect(() => network.apply(tf.ones([5, 3]))).toThrow(
      'fromLayers: input has shape [5,3] but [batch,2] was expected.',
    );
  });

  it('knows what confines its output, by its last layer that does something', () => {
    const ending = (...last: Parameters<ReturnType<typeof keras.sequential>['add']>[0][]) =>
      fromLayers(keras.sequential({ layers: [layers.dense({ units: 2, inputShape: [2] }), ...last] })).outputRange?.();
    expect(ending()).toBeUndefined();
    const sigmoid = { minimum: 0, maximum: 1, layer: 'sigmoid' };
    expect(ending(layers.dense({ units: 2, activation: 'sigmoid' }))).toEqual(sigmoid);
    expect(ending(layers.activation({ activation: 'sigmoid' }), layers.reshape({ targetShape: [1, 2] }))).toEqual(
      sigmoid,
    );
    expect(ending(layers.softmax(), layers.dropout({ rate: 0.5 }))).toMatchObject({ layer: 'softmax' });
    expect(
      ending(keras.sequential({ layers: [layers.dense({ units: 1, inputShape: [2], activation: 'tanh' })] })),
    ).toEqual({
      minimum: -1,
      maximum: 1,
      layer: 'tanh',
    });
    expect(ending(layers.dense({ units: 2, activation: 'sigmoid' }), layers.dense({ units: 1 }))).toBeUndefined();
  });

  it('trains, told that it does', async () => {
    const network = fromLayers(build());
    const optimizer = adam({ learningRate: 0.1 }).bind(network.variables);
    const x = tf.tensor2d([
      [0, 1],
      [2, 3],
      [4, -5],
      [6, 7],
    ]);
    const frozen = await network.buffers!['4/kernel']!.data();
    const step = () =>
      minimize(optimizer, () => ({ loss: tf.mean<tf.Scalar>(tf.square(network.apply(x, { training: true }))) })).loss;
    await expectNoLeak(() => step().dispose());
    expect((await network.buffers!['2/moving_mean']!.data()).some((value) => value !== 0)).toBe(true);
    await expectAllClose(network.buffers!['4/kernel']!, frozen);
  });

  it('refuses what is not one', () => {
    expect(() => fromLayers({} as never)).toThrow('fromLayers: model is {} but a LayersModel was expected.');
    expect(() => fromLayers(keras.sequential())).toThrow(/fromLayers: model has no input yet/);
    const open = keras.sequential({
      layers: [layers.conv2d({ filters: 1, kernelSize: 1, inputShape: [null, null, 1] })],
    });
    expect(() => fromLayers(open)).toThrow('fromLayers: model has the input shape [null,null,1]');
    const [a, b] = [keras.input({ shape: [1] }), keras.input({ shape: [1] })];
    const two = keras.model({ inputs: [a, b], outputs: layers.add().apply([a, b]) as keras.SymbolicTensor });
    expect(() => fromLayers(two)).toThrow('fromLayers: model has 2 inputs but one was expected.');
  });
});
