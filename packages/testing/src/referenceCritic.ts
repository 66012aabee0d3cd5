import { add, leakyRelu, matMul, relu, reshape, sigmoid, softplus, type Tensor, tanh } from '@tensorflow/tfjs-core';

/** An activation twice: on tensors, and in plain float64 with its derivative. */
interface Activation {
  readonly tensor: (x: Tensor) => Tensor;
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** The activations through which second derivatives must be right. */
export const activations = {
  relu: { tensor: (x) => relu(x), value: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
  softplus: { tensor: (x) => softplus(x), value: (x) => Math.log1p(Math.exp(x)), slope: logistic },
  tanh: { tensor: (x) => tanh(x), value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  sigmoid: { tensor: (x) => sigmoid(x), value: logistic, slope: (x) => logistic(x) * logistic(-x) },
  leakyRelu: {
    tensor: (x) => leakyRelu(x, 0.2),
    value: (x) => (x > 0 ? x : 0.2 * x),
    slope: (x) => (x > 0 ? 1 : 0.2),
  },
} satisfies Record<string, Activation>;

/** The sizes of the layers of the critic, from its input to its score. */
const criticSizes = [6, 5, 4, 1] as const;

/** The shapes of the critic's weights: kernel and bias of each layer. */
export const criticShapes: readonly (readonly number[])[] = criticSizes
  .slice(1)
  .flatMap((size, layer) => [[criticSizes[layer]!, size], [size]]);

/** Weights that are the same everywhere and have no symmetry. */
export const criticWeights: readonly Float64Array[] = criticShapes.map(([rows, columns = 1], which) =>
  Float64Array.from({ length: rows! * columns }, (_, i) => Math.fround(Math.sin(1.7 + 2.3 * i + 5.1 * which) * 0.9)),
);

/** The critic on tensors: `[batch, 2, 3] -> [batch, 1]`. */
export function tensorCritic(activation: Activation, weights: readonly Tensor[]): (x: Tensor) => Tensor {
  return (x) => {
    let values: Tensor = reshape(x, [x.shape[0]!, criticSizes[0]]);
    for (let layer = 0; layer < weights.length / 2; layer++) {
      values = add(matMul(values, weights[2 * layer]!), weights[2 * layer + 1]!);
      if (layer < weights.length / 2 - 1) values = activation.tensor(values);
    }
    return values;
  };
}

/** ‖∇ critic(point)‖ in float64, the chain rule written out. */
export function criticSlope(
  activation: Activation,
  weights: readonly Float64Array[],
  point: ArrayLike<number>,
): number {
  const before: Float64Array[] = [];
  let values = Float64Array.from(point);
  for (let layer = 0; layer < weights.length / 2; layer++) {
    const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1]!];
    const inputs = values;
    const sums = bias.map((b, column) => inputs.reduce((s, v, row) => s + v * kernel[row * bias.length + column]!, b));
    before.push(sums);
    values = sums.map(activation.value);
  }
  let slope = Float64Array.of(1);
  for (let layer = weights.length / 2 - 1; layer >= 0; layer--) {
    const kernel = weights[2 * layer]!;
    const above = slope;
    slope = Float64Array.from({ length: kernel.length / above.length }, (_, row) =>
      above.reduce((s, g, column) => s + g * kernel[row * above.length + column]!, 0),
    );
    if (layer > 0) slope = slope.map((g, row) => g * activation.slope(before[layer - 1]![row]!));
  }
  return Math.hypot(...slope);
}
