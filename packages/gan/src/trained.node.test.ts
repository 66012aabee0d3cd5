import { useBackend } from '@latentkit/backend';
import { digits, moons } from '@latentkit/datasets';
import { r1 } from '@latentkit/losses';
import { adam } from '@latentkit/nn';
import { foldIn, key, permutation } from '@latentkit/random';
import {
  abs,
  avgPool,
  dispose,
  gather,
  mean,
  type Scalar,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { biGan, cycleGan, pix2pix, pointsGan, residualCycleGan, unetPix2Pix } from './index.ts';

// In Node on wasm alone: whether they learn is decided by no backend, and what each step computes is tested on all.
beforeAll(() => useBackend('wasm'));

const rowsOf = (data: Tensor, count: number, of: number) =>
  gather(data, tensor1d(Int32Array.from(permutation(foldIn(key(1), of), data.shape[0]!).subarray(0, count)), 'int32'));
const numberOf = async (make: () => Tensor) => {
  const x = tidy(make);
  const [value] = await x.data();
  x.dispose();
  return value!;
};

/** Digits of 7 by 7 pixels, dark on light as well. */
async function smallDigits(): Promise<Record<'train' | 'test', Tensor>> {
  const { train, test } = await digits();
  const small = (data: Tensor) => tidy(() => avgPool(data as Tensor4D, 4, 4, 'valid'));
  return { train: small(train.toTensor(4000)), test: small(test.toTensor(200)) };
}
const inverted = (data: Tensor) => sub(1, data);

it('biGan learns to reconstruct points that it never compares', async () => {
  const [train, test] = [moons({ count: 4096, seed: 1 }).toTensor(), moons({ count: 500, seed: 2 }).toTensor()];
  const optimizer = adam({ learningRate: 1e-3, beta1: 0.5 });
  const model = biGan(pointsGan(), {
    shape: [2],
    latentSize: 2,
    seed: 1,
    penalty: r1({ weight: 1 }),
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
  });
  const error = () => numberOf(() => mean(square(sub(model.reconstruct(test), test))));
  const before = await error();
  for (let step = 0; step < 300; step++) {
    tidy(() => dispose(Object.values(model.step(rowsOf(train, 128, step))) as Scalar[]));
  }
  // At steps 100, 200, …, 800 it was from 0.01 to 0.1: the game goes on. The points vary by 0.6 about their mean.
  expect(before).toBeGreaterThan(0.5);
  expect(await error()).toBeLessThan(0.15);
});

it('cycleGan learns to invert digits, and comes back to where it began', async () => {
  const { train, test } = await smallDigits();
  const optimizer = adam({ learningRate: 2e-3, beta1: 0.5 });
  const model = cycleGan(residualCycleGan({ filters: 6, blocks: 1 }), {
    shape: [7, 7, 1],
    seed: 1,
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
  });
  const errors = async () => [
    await numberOf(() => mean(abs(sub(model.reconstruct(test), test)))),
    await numberOf(() => mean(abs(sub(model.translate(test), inverted(test))))),
  ];
  for (let step = 0; step < 100; step++) {
    tidy(() => model.step({ data: rowsOf(train, 32, 2 * step), target: inverted(rowsOf(train, 32, 2 * step + 1)) }));
  }
  const [cycle, translation] = await errors();
  // What is not translated is wrong by 0.7. The critics alone say which way: the cycle would also close without a change.
  expect(cycle).toBeLessThan(0.1);
  expect(translation).toBeLessThan(0.1);
});

it('pix2pix learns to invert digits', async () => {
  const { train, test } = await smallDigits();
  const optimizer = adam({ learningRate: 2e-3, beta1: 0.5 });
  const model = pix2pix(unetPix2Pix({ filters: [8, 16] }), {
    shape: [7, 7, 1],
    seed: 1,
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
  });
  const error = () => numberOf(() => mean(abs(sub(model.translate(test), inverted(test)))));
  for (let step = 0; step < 120; step++) {
    tidy(() => {
      const data = rowsOf(train, 32, step);
      return model.step({ data, target: inverted(data) });
    });
  }
  expect(await error()).toBeLessThan(0.1);
});
