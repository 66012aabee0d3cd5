import { useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import { argMax, cast, equal, mean, memory, min, ones, sum } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { digitClassifier } from './digitClassifier.ts';

beforeAll(() => useBackend('wasm', { threads: 1 }));

it('classifies at least 98 % of the test digits rightly', async () => {
  const { classify, dispose } = await digitClassifier();
  const { test } = await digits({ labels: true });
  const { data, label } = test.toTensor();
  const probabilities = classify(data);
  expect(probabilities.shape).toEqual([997, 10]);
  const [accuracy] = await mean(cast(equal(argMax(probabilities, 1), label), 'float32')).data();
  expect(accuracy).toBeGreaterThanOrEqual(0.98);
  await expectAllClose(sum(probabilities, 1), new Float32Array(997).fill(1), { absolute: 1e-5 });
  dispose();
});

it('gives 64 features of each image, none below 0', async () => {
  const { features, dispose } = await digitClassifier();
  const found = features((await digits()).test.toTensor(20));
  expect(found.shape).toEqual([20, 64]);
  expect((await min(found).data())[0]).toBe(0);
  dispose();
});

it('gives on wasm what it gives on cpu', async () => {
  const { test } = await digits();
  const of = async (backend: 'cpu' | 'wasm') => {
    await useBackend(backend, { threads: 1 });
    const { classify, features, dispose } = await digitClassifier();
    const images = test.toTensor(4);
    const numbers = [await features(images).data(), await classify(images).data()];
    dispose();
    return numbers as [Float32Array, Float32Array];
  };
  const [onCpu, onWasm] = [await of('cpu'), await of('wasm')];
  // Sums of up to 1,024 products in float32, in another order.
  for (const [i, numbers] of onWasm.entries())
    await expectAllClose(numbers, onCpu[i]!, { relative: 1e-4, absolute: 1e-4 });
});

it('leaves nothing behind', async () => {
  const images = ones([2, 28, 28, 1]);
  const before = memory().numTensors;
  const { classify, features, dispose } = await digitClassifier();
  await expectNoLeak(() => {
    classify(images).dispose();
    features(images).dispose();
  });
  dispose();
  dispose();
  expect(memory().numTensors).toBe(before);
  expect(() => features(images)).toThrow('digitClassifier.features: the classifier has been disposed.');
});

it('refuses images of another shape', async () => {
  const { classify, dispose } = await digitClassifier();
  expect(() => classify(ones([2, 32, 32, 1]))).toThrow(
    'digitClassifier.classify: images has shape [2,32,32,1] but [batch,28,28,1] was expected.',
  );
  dispose();
});
