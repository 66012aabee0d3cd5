import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  add,
  backend,
  getBackend,
  matMul,
  randomUniform,
  removeBackend,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { memory } from './kernel.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

const flags = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

const sizes = [
  [128, 96, 40],
  [7, 300, 33],
  [1, 400, 50],
  [90, 1, 200],
  [300, 70, 1],
  [2, 3, 4],
] as const;

describe.each(flags)('transposeA %s, transposeB %s', (transposeA, transposeB) => {
  it.each(sizes)('multiplies [%i, %i] and [.., %i]', async (rows, inner, columns) => {
    const a = matrix(transposeA ? [inner, rows] : [rows, inner], 1);
    const b = matrix(transposeB ? [columns, inner] : [inner, columns], 2);
    const got = matMul(a, b, transposeA, transposeB);
    expect(got.shape).toEqual([rows, columns]);
    await expectAllClose(got, await product(a, b, transposeA, transposeB, [rows, inner, columns]), {
      relative: 1e-4,
      absolute: 1e-5,
    });
  });

  it('keeps the leading axes', async () => {
    const a = matrix(transposeA ? [1, 40, 30] : [1, 30, 40], 1);
    const b = matrix(transposeB ? [1, 50, 40] : [1, 40, 50], 2);
    const got = matMul(a, b, transposeA, transposeB);
    expect(got.shape).toEqual([1, 30, 50]);
    await expectAllClose(got, await product(a, b, transposeA, transposeB, [30, 40, 50]), { relative: 1e-4 });
    const two = matMul(
      matrix([2, ...a.shape.slice(1)], 3),
      matrix([2, ...b.shape.slice(1)], 4),
      transposeA,
      transposeB,
    );
    expect(two.shape).toEqual([2, 30, 50]);
  });

  it('passes NaN on', async () => {
    const a = matrix(transposeA ? [64, 64] : [64, 64], 1);
    const values = await a.data();
    values[5] = Number.NaN;
    const got = await matMul(tensor(values, a.shape), matrix([64, 64], 2), transposeA, transposeB).data();
    const nans = [...got].filter(Number.isNaN).length;
    expect(nans).toBe(64);
  });

  it('leaks nothing', async () => {
    const a = matrix([64, 64], 1);
    const b = matrix([64, 64], 2);
    await expectNoLeak(() => matMul(a, b, transposeA, transposeB).dispose());
  });
});

it('does not fill the heap over 1,000 steps', () => {
  const a = matrix([64, 64], 1);
  const heap = () => memory(backend() as BackendWasm).byteLength;
  const step = (i: number) =>
    tidy(() => {
      const b = add(a, i);
      matMul(matMul(a, b, true), b, false, true);
    });
  for (let i = 0; i < 50; i++) step(i);
  const before = heap();
  for (let i = 0; i < 1000; i++) step(i);
  expect(heap()).toBe(before);
});

it('works after the backend was removed and made again', async () => {
  removeBackend('wasm');
  await useBackend('wasm');
  expect(getBackend()).toBe('wasm');
  const a = matrix([64, 64], 1);
  await expectAllClose(matMul(a, a, true), await product(a, a, true, false, [64, 64, 64]), { relative: 1e-4 });
});

function matrix(shape: number[], seed: number): Tensor {
  return randomUniform(shape, -1, 1, 'float32', seed);
}

async function product(
  a: Tensor,
  b: Tensor,
  transposeA: boolean,
  transposeB: boolean,
  [rows, inner, columns]: readonly [number, number, number],
): Promise<Float64Array> {
  const [left, right] = [await a.data(), await b.data()];
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < inner; k++)
        out[i * columns + j]! +=
          left[transposeA ? k * rows + i : i * inner + k]! * right[transposeB ? j * inner + k : k * columns + j]!;
  return out;
}
