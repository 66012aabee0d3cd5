import { assertInteger, assertMethods, assertPositive } from '@latentkit/check';
import type { Cost } from './costs.ts';

/** Options of {@link sinkhornDivergence}. */
export interface SinkhornOptions {
  /**
   * ε, in units of the cost, above 0: how blurred the transport is. The smaller, the closer to exact transport, and the
   * more iterations it takes, in the order of the largest cost / ε.
   */
  readonly epsilon: number;
  /** Default {@link squaredEuclidean}. */
  readonly cost?: Cost;
  /** How many iterations of Sinkhorn's algorithm are made. Default 100. */
  readonly iterations?: number;
  /**
   * How many samples of either kind are compared at once. Where all of them are at most so many, the four matrices of
   * costs are made once and held; otherwise they are made anew in each iteration. Default 2,048, which is 16 MiB each.
   */
  readonly blockSize?: number;
}

/** @throws TypeError, RangeError for what is not as said */
export function assertSinkhorn(
  caller: string,
  { epsilon, cost, iterations, blockSize }: Required<SinkhornOptions>,
): void {
  assertPositive(caller, 'epsilon', epsilon);
  assertMethods(caller, 'cost', cost, ['of']);
  assertInteger(caller, 'iterations', iterations);
  assertInteger(caller, 'blockSize', blockSize);
}
