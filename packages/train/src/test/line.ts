import { modelState } from '@latentkit/model';
import type { Trainable } from '@latentkit/nn';
import {
  add,
  matMul,
  mean,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor2d,
  tidy,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { BatchSource } from '../batches.ts';

/** Points and their values: `data` is `[size, 3]`, `label` is `[size, 1]`. */
export type LineBatch = { readonly data: Tensor; readonly label: Tensor };

export interface LineOptions {
  readonly kind?: string;
  readonly features?: number;
  readonly learningRate?: number;
}

/** What a test may do to a model, besides what every model can. */
export interface Line extends Trainable<LineBatch, Record<'loss' | 'bias', Scalar>> {
  readonly kernel: Tensor;
}

/**
 * A small model of its own kind: linear regression by gradient descent with momentum, which the step number disturbs, so
 * that weights, moments and counter all have to be right for the next step to be.
 */
export function line({ kind = 'line', features = 3, learningRate = 0.05 }: LineOptions = {}): Line {
  const variables = { kernel: zeroed([features, 1]), bias: zeroed([1]) };
  const buffers = { kernelVelocity: zeroed([features, 1]), biasVelocity: zeroed([1]) };
  const network = { variables, buffers, apply: (x: Tensor) => add(matMul(x, variables.kernel), variables.bias) };
  const { counters, complete } = modelState(kind, { network }, { step: 0 });
  return complete<Line>({
    kernel: variables.kernel,
    get stepCount() {
      return counters.step;
    },
    step: ({ data, label }) =>
      tidy(() => {
        const residual = sub(network.apply(data), mul(label, 1 + 0.1 * Math.sin(counters.step)));
        const scale = (2 * learningRate) / data.shape[0]!;
        minimize(variables.kernel, buffers.kernelVelocity, mul(matMul(data, residual, true), scale));
        minimize(variables.bias, buffers.biasVelocity, mul(sum(residual, 0), scale));
        counters.step++;
        return { loss: mean(square(residual)) as Scalar, bias: sum(variables.bias) as Scalar };
      }),
  });
}

function zeroed(shape: number[]): Variable {
  return tidy(() => variable(zeros(shape)));
}

function minimize(weights: Variable, velocity: Variable, gradient: Tensor): void {
  velocity.assign(add(mul(velocity, 0.9), gradient));
  weights.assign(sub(weights, velocity));
}

/** The values of the example with this number. */
export function exampleAt(index: number): { x: number[]; y: number } {
  const x = [1, 2, 3].map((frequency) => Math.sin(index * frequency + frequency));
  return { x, y: x[0]! - 2 * x[1]! + 0.5 * x[2]! + 0.25 };
}

/** Which examples batch `i` of epoch `n` holds: another order in every epoch. */
export function indicesOf(n: number, i: number, size = 4): number[] {
  return Array.from({ length: size }, (_, j) => (7 * n + 13 * (i * size + j)) % 101);
}

/** Epochs of so many batches of four examples, which note what is asked of them. */
export function lineBatches(length = 5): BatchSource<LineBatch> & { readonly log: string[] } {
  const log: string[] = [];
  return {
    length,
    log,
    async *epoch(n, { from = 0 } = {}) {
      log.push(`open ${n} from ${from}`);
      try {
        for (let i = from; i < length; i++) {
          await Promise.resolve();
          const examples = indicesOf(n, i).map(exampleAt);
          log.push(`batch ${i}`);
          yield { data: tensor2d(examples.map(({ x }) => x)), label: tensor2d(examples.map(({ y }) => [y])) };
        }
      } finally {
        log.push('close');
      }
    },
  };
}

/** All that a run reports. */
export async function collect<R>(run: AsyncIterable<R>): Promise<R[]> {
  const reports: R[] = [];
  for await (const report of run) reports.push(report);
  return reports;
}
