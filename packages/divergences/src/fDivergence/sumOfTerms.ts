import {
  fill,
  greater,
  logicalAnd,
  mul,
  onesLike,
  sum,
  type Tensor,
  type Tensor1D,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { FDivergence } from './fDivergence.ts';

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
