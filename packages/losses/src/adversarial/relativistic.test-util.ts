import { average, logistic } from '@latentkit/testing';
import { hingeMargin, logisticMargin, squaredMargin } from './margin.ts';

/** The published prices of a margin, each beside itself in plain float64. */
export const prices = {
  logisticMargin: { price: logisticMargin, plain: (margin: number) => logistic(-margin) },
  squaredMargin: { price: squaredMargin, plain: (margin: number) => (margin - 1) ** 2 },
  hingeMargin: { price: hingeMargin, plain: (margin: number) => Math.max(0, 1 - margin) },
};

type Price = (margin: number) => number;

/** E price(higher − lower), in float64. */
export function paired(price: Price) {
  return (higher: Float64Array, lower: Float64Array) =>
    average(
      higher.map((score, i) => score - lower[i]!),
      price,
    );
}

/** E price(higher − E lower) + E price(E higher − lower), in float64. */
export function averaged(price: Price) {
  const mean = (scores: Float64Array) => average(scores, (score) => score);
  return (higher: Float64Array, lower: Float64Array) =>
    average(higher, (score) => price(score - mean(lower))) + average(lower, (score) => price(mean(higher) - score));
}
