import { add, mul, type Tensor1D, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import { type CostMatrix, costMatrix, softMinimum } from './costMatrix.ts';
import type { Cost } from './costs.ts';

/** The three transports of a Sinkhorn divergence, the first one both ways. */
export interface Problems {
  readonly across: CostMatrix;
  readonly back: CostMatrix;
  readonly withinX: CostMatrix;
  readonly withinY: CostMatrix;
  readonly epsilon: number;
}

/** Their dual potentials. Those within a sample are one each, as such a transport is its own reverse. */
export type Potentials = {
  readonly x: Tensor1D;
  readonly y: Tensor1D;
  readonly withinX: Tensor1D;
  readonly withinY: Tensor1D;
};

/** Makes at once what is made only once. */
export function problemsOf(x: Tensor2D, y: Tensor2D, cost: Cost, epsilon: number, size: number): Problems {
  const matrix = (a: Tensor2D, b: Tensor2D) => costMatrix(a, b, cost, size);
  return { across: matrix(x, y), back: matrix(y, x), withinX: matrix(x, x), withinY: matrix(y, y), epsilon };
}

/** Where Sinkhorn's algorithm begins. */
export function noPotentials(n: number, m: number): Potentials {
  return { x: zeros([n]), y: zeros([m]), withinX: zeros([n]), withinY: zeros([m]) };
}

/** That many iterations more, as new tensors. Within a sample, the mean of old and new converges at once. */
export function iterate(problems: Problems, from: Potentials, iterations: number): Potentials {
  const { across, back, epsilon } = problems;
  const halfway = (matrix: CostMatrix, old: Tensor1D) =>
    mul<Tensor1D>(add(old, softMinimum(matrix, old, epsilon)), 0.5);
  let now = from;
  for (let i = 0; i < iterations; i++) {
    const next = tidy((): Potentials => {
      const x = softMinimum(across, now.y, epsilon);
      return {
        x,
        y: softMinimum(back, x, epsilon),
        withinX: halfway(problems.withinX, now.withinX),
        withinY: halfway(problems.withinY, now.withinY),
      };
    });
    if (now !== from) for (const old of Object.values(now)) old.dispose();
    now = next;
  }
  return now;
}
