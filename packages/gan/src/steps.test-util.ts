import { dense, type Layer, type Network, sequential, sgd } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { expectAllClose, finiteDifference } from '@latentkit/testing';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** Rows of numbers. */
export type Rows = readonly (readonly number[])[];

/** What a network was given, one entry for each time it was applied. */
export interface Call {
  readonly input: Rows;
  readonly context: Readonly<Record<string, Rows>>;
}

/** A straight line that remembers what it was given: whatever a model draws at random, a test can read here. */
export function line(inputs: number, outputs: number, seed: number, ...before: Layer[]): Network & { calls: Call[] } {
  const network = sequential([...before, dense(outputs)], { inputShape: [inputs], key: key(seed) });
  const calls: Call[] = [];
  return {
    ...network,
    calls,
    apply(input, options = {}) {
      const context = Object.entries(options.context ?? {}).map(([name, value]) => [name, rowsOf(value)]);
      calls.push({ input: rowsOf(input), context: Object.fromEntries(context) });
      return network.apply(input, options);
    },
  };
}

function rowsOf(x: Tensor): Rows {
  const [count, values] = [x.shape[0]!, Array.from(x.dataSync())];
  return Array.from({ length: count }, (_, i) =>
    values.slice((i * values.length) / count, ((i + 1) * values.length) / count),
  );
}

/** Weights of a line as they are now, kernel before bias. */
export function weightsOf({ variables }: Pick<Network, 'variables'>): Float64Array {
  return Float64Array.from(Object.values<Variable>(variables).flatMap((variable) => Array.from(variable.dataSync())));
}

/** y = x W + b in float64. */
export function through(weights: ArrayLike<number>, x: Rows): number[][] {
  const inputs = x[0]!.length;
  const outputs = weights.length / (inputs + 1);
  return x.map((row) =>
    Array.from({ length: outputs }, (_, j) =>
      row.reduce((sum, value, i) => sum + value * weights[i * outputs + j]!, weights[inputs * outputs + j]!),
    ),
  );
}

const RATE = 0.5;

/** The optimizer of steps that are compared. */
export const plainSteps = sgd({ learningRate: RATE });

/** What a step did to a line is what the slope of a loss in float64 says. */
export async function expectStep(
  network: Pick<Network, 'variables'>,
  before: Float64Array,
  loss: (weights: Float64Array) => number,
): Promise<void> {
  const slope = finiteDifference(loss, before);
  const expected = before.map((weight, i) => weight - RATE * slope[i]!);
  // float32: sums of a dozen products of numbers near 1.
  await expectAllClose(weightsOf(network), expected, { relative: 1e-4, absolute: 2e-6 });
}

export const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
export const softplus = (x: number): number => Math.log1p(Math.exp(x));
/** −ln softmax(logits)[outcome] */
export const crossEntropy = (logits: readonly number[], outcome: number): number =>
  Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[outcome]!;
/** Rows side by side. */
export const beside = (...parts: readonly Rows[]): number[][] =>
  parts[0]!.map((_, i) => parts.flatMap((rows) => [...rows[i]!]));
export const oneHot = (labels: Rows, classes: number): number[][] =>
  labels.map(([label]) => Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)));
/** E|a − b| of one number. */
export const meanAbsolute = (a: Rows, b: Rows): number =>
  mean(a.flatMap((row, i) => row.map((x, j) => Math.abs(x - b[i]![j]!))));
