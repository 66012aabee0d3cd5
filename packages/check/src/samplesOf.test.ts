import { useBackend } from '@latentkit/backend';
import { memory, ones, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertKey, samplesOf, withSamples } from './index.ts';

beforeAll(() => useBackend('cpu'));

describe('samplesOf', () => {
  it('takes a tensor as it is', () => {
    const x = ones([2, 3]);
    expect(samplesOf('f', 'x', x)).toEqual({ tensor: x, isOwn: false });
    x.dispose();
  });

  it('makes a tensor of rows', async () => {
    const { tensor, isOwn } = samplesOf('f', 'x', [[1, 2], new Float64Array([3, 4]), [5, 6]]);
    expect([tensor.shape, tensor.dtype, isOwn]).toEqual([[3, 2], 'float32', true]);
    expect([...(await tensor.data())]).toEqual([1, 2, 3, 4, 5, 6]);
    tensor.dispose();
  });

  it('asks a data set for all of its examples', () => {
    const { tensor, isOwn } = samplesOf('f', 'x', { toTensor: () => ones([2, 3, 3, 1]) });
    expect([tensor.shape, isOwn]).toEqual([[2, 3, 3, 1], true]);
    tensor.dispose();
  });

  it.each<[unknown, string]>([
    [undefined, 'f: x is undefined but a tensor, an array of rows of numbers or a data set was expected.'],
    [new Float32Array(2), 'f: x is Float32Array(2) [0,0] but a tensor, an array of rows'],
    [[], 'f: x is [] but at least one row was expected.'],
    [[[1], []], 'f: x[1] is [] but a row of numbers was expected.'],
    [[[1, 2], [3]], 'f: x[1] has 1 numbers but x[0] has 2: rows of one length were expected.'],
    [[1, 2], 'f: x[0] is 1 but a row of numbers was expected.'],
    [[[1, '2']], "f: x[0][1] is '2' but a finite number, as float32 has it, was expected."],
    [[[1], [Number.NaN]], 'f: x[1][0] is NaN but'],
    [[[1e39]], 'f: x[0][0] is 1e+39 but a finite number, as float32 has it'],
    [[[1], [null]], 'f: x[1][0] is null but'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is to be refused.
    [[[1], , [2]], 'f: x[1] is undefined but a row of numbers'],
    [[[[1]]], 'f: x[0][0] is [1] but a finite number'],
    [{ toTensor: () => Promise.resolve() }, 'f: x.toTensor() is [object Promise] but a tensor was expected'],
  ])('refuses %o', (value, message) => {
    const { numTensors } = memory();
    expect(() => samplesOf('f', 'x', value)).toThrow(message);
    expect(memory().numTensors).toBe(numTensors);
  });
});

describe('withSamples', () => {
  it('frees what it made, and nothing else', async () => {
    const x = tensor2d([[1, 2]]);
    const { numTensors } = memory();
    expect(withSamples('f', { x, y: [[3, 4]] }, ({ x, y }) => [x.shape, y.shape])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(memory().numTensors).toBe(numTensors);
    const held = withSamples('f', { x, y: [[3, 4]] }, async ({ y }) => [...(await y.data())]);
    expect(memory().numTensors).toBe(numTensors + 1);
    expect(await held).toEqual([3, 4]);
    expect(memory().numTensors).toBe(numTensors);
    x.dispose();
  });

  it('frees it also where something throws', async () => {
    const { numTensors } = memory();
    expect(() => withSamples('f', { x: [[1]], y: 3 }, () => 1)).toThrow('f: y is 3');
    const fail = () => {
      throw new Error('no');
    };
    expect(() => withSamples('f', { x: [[1]] }, fail)).toThrow('no');
    await expect(withSamples('f', { x: [[1]] }, async () => fail())).rejects.toThrow('no');
    expect(memory().numTensors).toBe(numTensors);
  });
});

it('tells a key from all else', () => {
  expect(() => assertKey('f', [0, 2 ** 32 - 1])).not.toThrow();
  for (const wrong of [undefined, 3, { seed: 5 }, [1], [1, 2, 3], [1, -1], [1, 0.5], ['1', 2], Array(2)]) {
    expect(() => assertKey('f', wrong, 'noiseKey')).toThrow(/^f: noiseKey is .* but a key was expected/);
  }
});
