import { contractive, gradientPenalty, r1 } from '@latentkit/losses';
import { sequential } from '@latentkit/nn';
import { key, uniformValues } from '@latentkit/random';
import { expectAllClose, finiteDifference, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  activations,
  type Batch,
  batchNorm,
  conv2d,
  conv2dTranspose,
  dense,
  flatten,
  layerNorm,
  type PlainLayer,
  run,
} from './plainLayers.ts';

// Second-order gradients through the layers of `nn`, fused or not: the gradients of WGAN-GP, of R1 and of a contractive
// penalty by every weight, against finite differences in float64 of the same networks in plain JavaScript.

const { relu, elu, silu, tanh, softplus, leakyRelu } = activations as Record<string, PlainLayer>;

const networks: Record<string, readonly [inputShape: readonly number[], layers: readonly PlainLayer[]]> = {
  ...Object.fromEntries(
    Object.entries(activations).map(([name, activation]) => [
      `dense layers with ${name}`,
      [[3], [dense(4), activation, dense(4), activation, dense(1)]],
    ]),
  ),
  'a convolution': [
    [4, 4, 1],
    [conv2d(1, 2), softplus!, flatten, dense(1)],
  ],
  'a transposed convolution': [
    [2, 2, 2],
    [conv2dTranspose(2, 1), tanh!, flatten, dense(1)],
  ],
  'batch norm': [[3], [dense(4), batchNorm, silu!, dense(1)]],
  'layer norm': [[3], [dense(4), layerNorm, elu!, dense(1)]],
  'all of them': [
    [4, 4, 1],
    [conv2d(1, 2), layerNorm, leakyRelu!, conv2dTranspose(2, 1), batchNorm, silu!, flatten, dense(2), relu!, dense(1)],
  ],
};

const batchSize = 3;
const shareKey = key(5);
type Score = (x: Batch) => Float64Array;

/** ∇ Σ score(x) by every number of the batch, example by example. */
function slopes(score: Score, batch: Batch): Batch {
  const size = batch[0]!.length;
  const sum = (flat: Float64Array) => score(cut(flat, size)).reduce((a, b) => a + b, 0);
  return cut(finiteDifference(sum, joined(batch), { step: 1e-5 }), size);
}

const squared = (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0);
const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;

/** The penalties on tensors and in float64. */
const penalties = {
  'WGAN-GP': {
    tensor: (critic: (x: tf.Tensor) => tf.Tensor, real: tf.Tensor, fake: tf.Tensor) =>
      gradientPenalty({ weight: 1 })(critic, real, fake, shareKey),
    plain(score: Score, real: Batch, fake: Batch) {
      const share = uniformValues(shareKey, batchSize);
      const between = real.map((x, n) => x.map((value, i) => share[n]! * value + (1 - share[n]!) * fake[n]![i]!));
      return mean(slopes(score, between).map((slope) => (Math.sqrt(squared(slope)) - 1) ** 2));
    },
  },
  R1: {
    tensor: (critic: (x: tf.Tensor) => tf.Tensor, real: tf.Tensor, fake: tf.Tensor) =>
      r1({ weight: 1 })(critic, real, fake, shareKey),
    plain: (score: Score, real: Batch) => mean(slopes(score, real).map(squared)) / 2,
  },
};

onEveryBackend(() => {
  it.each(Object.keys(networks))('WGAN-GP, R1 and a contractive penalty are right through %s', async (name) => {
    const [inputShape, layers] = networks[name]!;
    // The encoder is the critic without its last layer.
    const encoderLayers = layers.slice(0, -1);
    const network = sequential(
      layers.map(({ layer }) => layer),
      { inputShape, key: key(1) },
    );
    const encoder = sequential(
      encoderLayers.map(({ layer }) => layer),
      { inputShape, key: key(1) },
    );
    const size = inputShape.reduce((product, length) => product * length, 1);
    const [real, fake] = [1, 2].map((seed) => cut(numbers(batchSize * size, seed), size)) as unknown as [Batch, Batch];
    const tensorOf = (batch: Batch) => tf.tensor(Float32Array.from(joined(batch)), [batchSize, ...inputShape]);
    const score = (weights: readonly Float64Array[]) => (x: Batch) =>
      Float64Array.from(run(layers, x, weights), ([value]) => value!);

    const [x, y] = [tensorOf(real), tensorOf(fake)];
    const critic = (x: tf.Tensor) => network.apply(x, { training: true });
    for (const [penalty, { tensor, plain }] of Object.entries(penalties)) {
      await compare(
        `${name}, ${penalty}`,
        network.variables,
        () => tensor(critic, x, y),
        (weights) => plain(score(weights), real, fake),
      );
    }
    await compare(
      `${name}, contractive`,
      encoder.variables,
      () => tf.mean(contractive((x) => encoder.apply(x, { training: true }), x)),
      (weights) => {
        // Each latent summed over the batch, as its gradient by each example is wanted.
        const sums = (flat: Float64Array) => {
          const latents = run(encoderLayers, cut(flat, size), weights);
          return latents[0]!.map((_, j) => latents.reduce((sum, latent) => sum + latent[j]!, 0));
        };
        return frobenius(sums, joined(real)) / batchSize;
      },
    );
    tf.dispose([x, y, ...Object.values({ ...network.variables, ...network.buffers })]);
    tf.dispose(Object.values({ ...encoder.variables, ...encoder.buffers }));
  });
});

/** What float64 says, which is the same on every backend. */
const known = new Map<string, { value: number; gradient: Float64Array }>();

/** ‖∂ f / ∂ x‖² by central differences. */
function frobenius(f: (x: Float64Array) => Float64Array, x: Float64Array, step = 1e-5): number {
  let total = 0;
  for (const [i, value] of x.entries()) {
    const above = f(x.with(i, value + step));
    const below = f(x.with(i, value - step));
    total += squared(above.map((y, j) => (y - below[j]!) / (2 * step)));
  }
  return total;
}

/** Fails unless a value and its gradient by every variable are right within half a percent. */
async function compare(
  name: string,
  variables: Readonly<Record<string, tf.Variable>>,
  value: () => tf.Scalar,
  plain: (weights: readonly Float64Array[]) => number,
): Promise<void> {
  const list = Object.values(variables);
  for (const [i, variable] of list.entries()) {
    tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(numbers(variable.size, 10 + i)), variable.shape)));
  }
  const weights = list.map(({ size }, i) => numbers(size, 10 + i));
  const lengths = weights.map(({ length }) => length);
  const at = (flat: Float64Array) =>
    plain(lengths.map((length, i) => flat.subarray(sumOf(lengths.slice(0, i)), sumOf(lengths.slice(0, i)) + length)));
  const expected = known.get(name) ?? {
    value: at(joined(weights)),
    gradient: finiteDifference(at, joined(weights), { step: 1e-4 }),
  };
  known.set(name, expected);

  const { value: got, grads } = tf.variableGrads(value, list);
  await expectAllClose(got, [expected.value], { relative: 5e-3 });
  // A variable that tfjs leaves out counts as 0 and is compared.
  const gradients = await Promise.all(list.map(async (v) => (await grads[v.name]?.data()) ?? new Float32Array(v.size)));
  const scale = Math.max(...expected.gradient.map(Math.abs));
  expect(scale).toBeGreaterThan(1e-4);
  await expectAllClose(
    gradients.flatMap((g) => [...g]),
    expected.gradient,
    { relative: 5e-3, absolute: 1e-3 * scale },
  );
  tf.dispose([got, grads]);
}

function sumOf(lengths: readonly number[]): number {
  return lengths.reduce((a, b) => a + b, 0);
}

function joined(parts: Batch): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function cut(flat: Float64Array, size: number): Float64Array[] {
  return Array.from({ length: flat.length / size }, (_, n) => flat.subarray(n * size, (n + 1) * size));
}

/** Some numbers in (−0.9, 0.9), float32 and the same on every machine. */
function numbers(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return Math.fround(1.8 * (x - Math.floor(x)) - 0.9);
  });
}
