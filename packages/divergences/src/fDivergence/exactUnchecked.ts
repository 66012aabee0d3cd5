import { assertSameShape } from '@latentkit/check';
import {
  add,
  fill,
  greater,
  logicalAnd,
  mul,
  onesLike,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';

/**
 * The f-divergence of discrete distributions, as {@link exact} gives it, for a training loop: it stays on the device, can
 * be differentiated and believes that its arguments are distributions, such as a softmax gives.
 *
 *   D(P ‖ Q) = Σ q f(p / q),  with  0 f(p / 0) = p lim f(u) / u  and  0 f(0 / 0) = 0
 *
 * A probability that is exactly 0 has the gradient 0, never NaN. A slope beyond float32 is infinite, as Pearson's is where
 * p / q is above 1e19, and a softmax before it makes that NaN.
 *
 * @param divergence such as {@link kl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats where f has a logarithm; Infinity where the supports differ and f says so
 * @throws RangeError where the shapes differ or are not `[batch, outcomes]`
 * @example
 * exactUnchecked(kl, tensor2d([[0.5, 0.5]]), tensor2d([[0.25, 0.75]]));  // [0.1438]
 */
export function exactUnchecked(divergence: FDivergence, p: Tensor2D, q: Tensor2D): Tensor1D {
  assertDivergence('exactUnchecked', divergence);
  assertRows('exactUnchecked', { p, q });
  return tidy(() => add(sumOfTerms(divergence, p, q), divergence.minimum));
}

/** @throws RangeError unless all are `[batch, outcomes]`, alike, with at least one outcome */
export function assertRows(caller: string, rows: Record<string, Tensor>): void {
  assertSameShape(caller, rows);
  const [[name, { shape }]] = Object.entries(rows) as [[string, Tensor]];
  if (shape.length !== 2 || shape[1] === 0) {
    throw new RangeError(`${caller}: ${name} has shape [${shape}] but [batch,outcomes] was expected.`);
  }
}

/** Σ q f(p / q) − f'(1) (p − q) − f(1) q, `[batch, outcomes] -> [batch]`, the edges of the supports included. */
export function sumOfTerms(
  { term, atZero, slopeAtInfinity, threshold, minimum }: FDivergence,
  p: Tensor,
  q: Tensor,
): Tensor1D {
  const inBoth = logicalAnd(greater(p, 0), greater(q, 0));
  const one = onesLike(p);
  const inside = term(where(inBoth, p, one), where(inBoth, q, one));
  const onlyP = times(p, slopeAtInfinity - threshold);
  const outside = where(greater(p, 0), onlyP, times(q, atZero + threshold - minimum));
  return sum(where(inBoth, inside, outside), 1);
}

/** A mass times what a unit of it adds, where nothing times Infinity is nothing. */
function times(mass: Tensor, unit: number): Tensor {
  if (unit !== Infinity) return mul(mass, unit);
  return where(greater(mass, 0), fill(mass.shape, Infinity), zerosLike(mass));
}
