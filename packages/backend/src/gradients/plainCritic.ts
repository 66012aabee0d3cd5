import * as tf from '@tensorflow/tfjs-core';

/** A part of a network, once on tensors and once on float64 numbers, for tests. Images are 4 by 4 and flattened. */
interface Part {
  readonly name: string;
  readonly shapes: readonly number[][];
  readonly inputSize?: number;
  /** On a batch of flat examples. */
  apply(x: tf.Tensor, weights: readonly tf.Tensor[]): tf.Tensor;
  /** On one example. */
  plain(x: Float64Array, weights: Float64Array): Float64Array;
}

export interface Critic extends Part {
  readonly inputSize: number;
  readonly weightCount: number;
  /** Where in the flat weights each tensor begins. */
  readonly offsets: readonly number[];
}

const count = (shapes: Part['shapes']) => shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

export function stack(parts: readonly Part[]): Critic {
  const shapes = parts.flatMap((part) => part.shapes);
  const sizes = count(shapes);
  const offsets = sizes.map((_, i) => total(sizes.slice(0, i)));
  /** Which tensors belong to which part. */
  const ranges = parts.map((part, i) => {
    const first = total(parts.slice(0, i).map((before) => before.shapes.length));
    return [first, first + part.shapes.length] as const;
  });
  return {
    name: 'stack',
    shapes,
    inputSize: parts[0]!.inputSize!,
    weightCount: total(sizes),
    offsets,
    apply: (x, weights) => parts.reduce((y, part, i) => part.apply(y, weights.slice(...ranges[i]!)), x),
    plain: (x, weights) =>
      parts.reduce((y, part, i) => {
        const [first, end] = ranges[i]!;
        return part.plain(y, weights.subarray(offsets[first] ?? 0, total(sizes.slice(0, end))));
      }, x),
  };
}

export function dense(inputs: number, units: number): Part {
  return {
    name: 'dense',
    shapes: [[inputs, units], [units]],
    inputSize: inputs,
    apply: (x, [kernel, bias]) => tf.add(tf.matMul(x, kernel!), bias!),
    plain: (x, w) =>
      Float64Array.from({ length: units }, (_, j) =>
        x.reduce((sum, value, i) => sum + value * w[i * units + j]!, w[inputs * units + j]!),
      ),
  };
}

export const pointwise: readonly Part[] = (
  [
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.2), (x) => Math.max(0.2 * x, x)],
    ['tanh', tf.tanh, Math.tanh],
    ['softplus', tf.softplus, (x) => Math.log1p(Math.exp(x))],
    ['sigmoid', tf.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
    ['relu', tf.relu, (x) => Math.max(0, x)],
    ['elu', tf.elu, (x) => (x > 0 ? x : Math.expm1(x))],
    ['silu', (x) => tf.mul(x, tf.sigmoid(x)), (x) => x / (1 + Math.exp(-x))],
  ] as [string, (x: tf.Tensor) => tf.Tensor, (x: number) => number][]
).map(([name, op, plain]) => ({ name, shapes: [], apply: (x) => op(x), plain: (x) => x.map(plain) }));

/** By the moments of each example, with a scale. */
export function layerNorm(size: number): Part {
  return {
    name: 'layerNorm',
    shapes: [[size]],
    apply(x, [scale]) {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3))), scale!);
    },
    plain(x, w) {
      const mean = x.reduce((a, b) => a + b) / x.length;
      const variance = x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
      return x.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-3)) * w[i]!);
    },
  };
}

/** Between `[4, 4, 1]` and `[2, 2, 2]`: filter 3 by 3, stride 2, padding 'same' (one row below, one to the right). */
const conv = { inputs: 1, outputs: 2 };

/** Calls `visit` with the two places (large image, small image) and the weight that connects them. */
function eachTap(visit: (large: number, small: number, weight: number) => void): void {
  const { inputs, outputs } = conv;
  for (let at = 0; at < 4 * 9 * inputs * outputs; at++) {
    const o = at % outputs;
    const i = Math.floor(at / outputs) % inputs;
    const tap = Math.floor(at / (outputs * inputs)) % 9;
    const place = Math.floor(at / (outputs * inputs * 9));
    const y = 2 * Math.floor(place / 2) + Math.floor(tap / 3);
    const x = 2 * (place % 2) + (tap % 3);
    if (y < 4 && x < 4) visit((y * 4 + x) * inputs + i, place * outputs + o, (tap * inputs + i) * outputs + o);
  }
}

export function conv2D(): Part {
  const { inputs, outputs } = conv;
  return {
    name: 'conv2d',
    shapes: [[3, 3, inputs, outputs]],
    inputSize: 16 * inputs,
    apply: (x, [filter]) =>
      tf.reshape(tf.conv2d(tf.reshape(x, [-1, 4, 4, inputs]) as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'), [
        -1,
        4 * outputs,
      ]),
    plain(x, w) {
      const out = new Float64Array(4 * outputs);
      eachTap((large, small, weight) => {
        out[small]! += x[large]! * w[weight]!;
      });
      return out;
    },
  };
}

/** The way back, from `[2, 2, 2]` to `[4, 4, 1]`. */
export function transposedConv2D(): Part {
  return {
    name: 'conv2dTranspose',
    shapes: [[3, 3, 1, 2]],
    inputSize: 8,
    apply(x, [filter]) {
      const small = tf.reshape(x, [-1, 2, 2, 2]) as tf.Tensor4D;
      const large = tf.conv2dTranspose(small, filter as tf.Tensor4D, [small.shape[0], 4, 4, 1], 2, 'same');
      return tf.reshape(large, [-1, 16]);
    },
    plain(x, w) {
      const out = new Float64Array(16);
      eachTap((large, small, weight) => {
        out[large]! += x[small]! * w[weight]!;
      });
      return out;
    },
  };
}
