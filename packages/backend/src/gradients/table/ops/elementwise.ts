import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { map, zip } from '../plain.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));
const selu = (x: number) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));

/** Its series, exact to float64 for |x| < 3. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const unary = (
  name: string,
  tensor: (x: tf.Tensor) => tf.Tensor,
  plain: (x: number) => number,
  low = -1.8,
  high = 1.8,
) =>
  op(
    name,
    [numbers([6], low, high)],
    (x) => tensor(x!),
    (x) => map(plain)(x!),
  );

export const unaryMath = [
  unary('abs', tf.abs, Math.abs),
  unary('acos', tf.acos, Math.acos, -0.8, 0.8),
  unary('acosh', tf.acosh, Math.acosh, 1.3, 3),
  unary('asin', tf.asin, Math.asin, -0.8, 0.8),
  unary('asinh', tf.asinh, Math.asinh),
  unary('atan', tf.atan, Math.atan),
  unary('atanh', tf.atanh, Math.atanh, -0.8, 0.8),
  unary('ceil', tf.ceil, Math.ceil),
  unary(
    'clipByValue',
    (x) => tf.clipByValue(x, -0.5, 0.9),
    (x) => Math.min(0.9, Math.max(-0.5, x)),
  ),
  unary('cos', tf.cos, Math.cos),
  unary('cosh', tf.cosh, Math.cosh),
  unary('erf', tf.erf, erf),
  unary('exp', tf.exp, Math.exp),
  unary('expm1', tf.expm1, Math.expm1),
  unary('floor', tf.floor, Math.floor),
  unary('log', tf.log, Math.log, 0.3, 3),
  unary('log1p', tf.log1p, Math.log1p, -0.5, 2),
  unary('neg', tf.neg, (x) => -x),
  unary('reciprocal', tf.reciprocal, (x) => 1 / x, 0.5, 2),
  unary('round', tf.round, Math.round),
  unary('rsqrt', tf.rsqrt, (x) => 1 / Math.sqrt(x), 0.5, 2),
  unary('sign', tf.sign, Math.sign),
  unary('sin', tf.sin, Math.sin),
  unary('sinh', tf.sinh, Math.sinh),
  unary('sqrt', tf.sqrt, Math.sqrt, 0.5, 2),
  unary('square', tf.square, (x) => x * x),
  unary(
    'step',
    (x) => tf.step(x, 0.2),
    (x) => (x > 0 ? 1 : 0.2),
  ),
  unary('tan', tf.tan, Math.tan, -1, 1),
];

export const activations = [
  unary('elu', tf.elu, (x) => (x > 0 ? x : Math.expm1(x))),
  unary(
    'gelu, composed',
    (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
    (x) => (x / 2) * (1 + erf(x * Math.SQRT1_2)),
  ),
  unary(
    'leakyRelu',
    (x) => tf.leakyRelu(x, 0.2),
    (x) => Math.max(0.2 * x, x),
  ),
  unary('logSigmoid', tf.logSigmoid, (x) => -softplus(-x)),
  unary(
    'mish, composed',
    (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    (x) => x * Math.tanh(softplus(x)),
  ),
  op(
    'prelu',
    [numbers([2, 3]), numbers([3], 0.1, 0.5, 1)],
    (x, slope) => tf.prelu(x!, slope!),
    (x, slope) => zip((a, b) => (a > 0 ? a : a * b))(x!, slope!),
  ),
  unary('relu', tf.relu, (x) => Math.max(0, x)),
  unary('relu6', tf.relu6, (x) => Math.min(6, Math.max(0, x)), -4, 9),
  unary('selu', tf.selu, selu),
  unary('sigmoid', tf.sigmoid, logistic),
  unary(
    'silu, composed',
    (x) => tf.mul(x, tf.sigmoid(x)),
    (x) => x * logistic(x),
  ),
  unary('softplus', tf.softplus, softplus),
  unary('tanh', tf.tanh, Math.tanh),
];

const binary = (
  name: string,
  tensor: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  plain: (a: number, b: number) => number,
  [low, high]: [number, number] = [-1.8, 1.8],
) => {
  const make = (title: string, a: number[], b: number[]) =>
    op(
      title,
      [numbers(a, low, high, 0), numbers(b, low, high, 1)],
      (x, y) => tensor(x!, y!),
      (x, y) => zip(plain)(x!, y!),
    );
  return [make(name, [2, 3], [2, 3]), make(`${name}, broadcast`, [3], [2, 1])];
};

export const binaryMath = [
  ...binary('add', tf.add, (a, b) => a + b),
  ...binary('atan2', tf.atan2, Math.atan2),
  ...binary('div', tf.div, (a, b) => a / b, [0.4, 2]),
  ...binary('divNoNan', tf.divNoNan, (a, b) => a / b, [0.4, 2]),
  op(
    'divNoNan, by zero',
    [numbers([4])],
    (x) => tf.divNoNan(x!, tf.tensor1d([0, 2, 0, 1])),
    (x) => ({ shape: [4], data: Float64Array.of(0, x!.data[1]! / 2, 0, x!.data[3]!) }),
  ),
  op(
    'floorDiv, of whole numbers',
    [
      { shape: [3], data: Float64Array.of(7, 5, 11) },
      { shape: [3], data: Float64Array.of(2, 3, 4) },
    ],
    (a, b) => tf.floorDiv(a!, b!),
    (a, b) => zip((x, y) => Math.floor(x / y))(a!, b!),
  ),
  ...binary('maximum', tf.maximum, Math.max),
  ...binary('minimum', tf.minimum, Math.min),
  ...binary('mod', tf.mod, (a, b) => a - b * Math.floor(a / b), [0.4, 2]),
  ...binary('mul', tf.mul, (a, b) => a * b),
  ...binary('pow', tf.pow, (a, b) => a ** b, [0.4, 2]),
  ...binary('squaredDifference', tf.squaredDifference, (a, b) => (a - b) ** 2),
  ...binary('sub', tf.sub, (a, b) => a - b),
  op(
    'addN, of twelve',
    [numbers([4])],
    (x) => tf.addN(Array.from({ length: 12 }, (_, i) => tf.mul(x!, i - 4))),
    (x) => map((v) => 18 * v)(x!),
  ),
  op(
    'addN',
    [numbers([4]), numbers([4], -1, 1, 1), numbers([4], -1, 1, 2)],
    (...x) => tf.addN(x),
    (...x) => ({ shape: [4], data: x[0]!.data.map((a, i) => a + x[1]!.data[i]! + x[2]!.data[i]!) }),
  ),
  op(
    'where',
    [numbers([2, 3]), numbers([2, 3], -1, 1, 1)],
    (a, b) => tf.where(tf.tensor2d([1, 0, 0, 1, 1, 0], [2, 3], 'bool'), a!, b!),
    (a, b) => ({ shape: [2, 3], data: a!.data.map((x, i) => ([0, 3, 4].includes(i) ? x : b!.data[i]!)) }),
  ),
];
