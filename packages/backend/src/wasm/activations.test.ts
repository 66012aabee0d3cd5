import { expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../index.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** By its series, or far out by what is left of 1. */
function erf(x: number): number {
  if (Math.abs(x) > 4) return Math.sign(x);
  let [term, total] = [x, x];
  for (let n = 1; n < 120; n++) {
    term *= -(x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

const functions: [name: string, op: (x: tf.Tensor) => tf.Tensor, plain: (x: number) => number][] = [
  ['relu', tf.relu, (x) => Math.max(x, 0)],
  ['relu6', tf.relu6, (x) => Math.min(6, Math.max(x, 0))],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.1), (x) => (x > 0 ? x : 0.1 * x)],
  ['elu', tf.elu, (x) => (x > 0 ? x : Math.expm1(x))],
  ['tanh', tf.tanh, Math.tanh],
  ['sigmoid', tf.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ['softplus', tf.softplus, softplus],
  ['exp', tf.exp, Math.exp],
  ['log', tf.log, Math.log],
  ['erf', tf.erf, erf],
];

/** Everything from 1e-30 to 100, on both sides, and a fine grid about 0. */
const points = Float32Array.from(
  [
    ...Array.from({ length: 131 }, (_, i) => 10 ** (i / 4 - 30.5)),
    ...Array.from({ length: 2001 }, (_, i) => i / 50 - 20),
    ...[-88, -60, -30, 30, 60, 88],
  ].flatMap((x) => [x, -x]),
);

it.each(functions)('%s is what it is in float64', async (name, op, plain) => {
  const got = await op(tf.tensor1d(points)).data();
  for (const [i, x] of points.entries()) {
    const expected = Math.fround(plain(x));
    if (Object.is(got[i], expected)) continue;
    // Four units in the last place; erf's rational function is good to 3e-7, and float32 ends at 1.2e-38.
    const bound = Math.abs(expected) * (name === 'erf' ? 6e-7 : 4.8e-7) + 1.2e-38;
    if (Math.abs(got[i]! - expected) > bound) expect.fail(`${name}(${x}) is ${got[i]}, expected ${expected}`);
  }
});

it.each(functions)('%s of what is not finite is its limit', async (_, op, plain) => {
  const x = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  await expectAllClose(op(tf.tensor1d(x)), x.map(plain));
});

it.each([0, 1, 2, 3, 4, 5, 7, 8, 9])('keeps to its %i numbers', async (count) => {
  const x = tf.fill([count], -1);
  const after = tf.fill([8], 7);
  expect([...(await tf.relu(x).data())]).toEqual(new Array(count).fill(0));
  expect([...(await after.data())]).toEqual(new Array(8).fill(7));
});
