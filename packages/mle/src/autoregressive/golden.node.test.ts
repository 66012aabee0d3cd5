import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { dispose, type NamedTensorMap, sum, tensor, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type AutoregressiveRecipe, autoregressive, made, pixelCnn } from '../index.ts';
import golden from './golden.json';

// golden.json is made by golden.py, with PyTorch in float64.
const cnn = pixelCnn({ filters: 4, blocks: 1, kernelSize: 3 });
const cases: Readonly<Record<keyof typeof golden, readonly [AutoregressiveRecipe, readonly number[]]>> = {
  made: [made({ hidden: [5, 7] }), [4]],
  'made of three categories': [made({ hidden: [4] }), [3]],
  pixelCnn: [cnn, [3, 4]],
  'pixelCnn of planes': [cnn, [2, 2, 2]],
};

onEveryBackend(() => {
  it.each(Object.entries(cases))('%s has the density and the gradients of PyTorch', async (name, [network, shape]) => {
    const { points, categories, weights, logProb, gradients } = golden[name as keyof typeof golden];
    const model = autoregressive(network, { shape, categories, seed: 1 });
    const variables = new Map<string, Variable>();
    for (const [path, value] of Object.entries(model.state().tensors)) {
      if (path.startsWith('network/')) variables.set(path.slice('network/'.length), value as Variable);
    }
    expect([...variables.keys()].sort()).toEqual(Object.keys(weights).sort());
    const numbers = (values: object, path: string) => (values as Record<string, number[]>)[path]!;
    for (const [path, value] of variables) value.assign(tensor(numbers(weights, path), value.shape));

    const data = tensor(points.flat(), [points.length, ...shape]);
    // A few dozen products of numbers of about 1, some of which cancel, in float32.
    const tolerance = { relative: 1e-5, absolute: 2e-5 };
    await expectAllClose(model.logProb(data), logProb, tolerance);
    const { value, grads } = variableGrads(() => sum(model.logProb(data)), [...variables.values()]);
    for (const [path, { name }] of variables) {
      await expectAllClose((grads as NamedTensorMap)[name]!, numbers(gradients, path), tolerance);
    }
    dispose([value, ...Object.values(grads)]);
    model.dispose();
  });
});
