import { average, logistic } from '@latentkit/testing';
import { hingeMargin, logisticMargin, squaredMargin } from './margin.ts';

/** The published losses of a margin, each beside itself in plain float64. */
export const marginLosses = {
  logisticMargin: { marginLoss: logisticMargin, plain: (margin: number) => logistic(-margin) },
  squaredMargin: { marginLoss: squaredMargin, plain: (margin: number) => (margin - 1) ** 2 },
  hingeMargin: { marginLoss: hingeMargin, plain: (margin: number) => Math.max(0, 1 - margin) },
};

type Plain = (margin: number) => number;

/** E ℓ(higher − lower), in float64. */
export function paired(marginLoss: Plain) {
  return (higher: Float64Array, lower: Float64Array) =>
    average(
      higher.map((score, i) => score - lower[i]!),
      marginLoss,
    );
}

/** E ℓ(higher − E lower) + E ℓ(E higher − lower), in float64. */
export function averaged(marginLoss: Plain) {
  const mean = (scores: Float64Array) => average(scores, (score) => score);
  return (higher: Float64Array, lower: Float64Array) =>
    average(higher, (score) => marginLoss(score - mean(lower))) +
    average(lower, (score) => marginLoss(mean(higher) - score));
}
