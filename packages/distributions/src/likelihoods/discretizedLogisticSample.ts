import { categorical, foldIn, type Key, uniform } from '@latentkit/random';
import {
  add,
  clipByValue,
  exp,
  floor,
  log,
  minimum,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { oneHotOf } from '../discrete/outcomes.ts';

/** A mixture of logistic distributions for each feature, each part `[batch, features, mixtures]`. */
export interface LogisticMixture {
  /** Unnormalised log weights. */
  readonly logits: Tensor3D;
  /** In units of the data. */
  readonly mean: Tensor3D;
  readonly logScale: Tensor3D;
  /** How many values there are, evenly spaced from 0 to 1. */
  readonly levels: number;
}

/** The level nearest to a draw from the mixture: a component, then its quantile at a uniform number. `[batch · features]` */
export function discretizedLogisticSample(key: Key, { logits, mean, logScale, levels }: LogisticMixture): Tensor {
  const mixtures = logits.shape[2];
  const rows = (x: Tensor) => reshape(x, [-1, mixtures]) as Tensor2D;
  const chosen = oneHotOf(categorical(foldIn(key, 0), rows(logits)), mixtures);
  const ofChosen = (x: Tensor) => sum(mul(rows(x), chosen), 1);
  // Never 0 or 1, whose logits are infinite. A scale beyond e^80 clips to black or white anyway.
  const u = clipByValue(uniform(foldIn(key, 1), [logits.size / mixtures]), 2 ** -24, 1 - 2 ** -24);
  const logit = sub(log(u), log(sub(1, u)));
  const x = add(ofChosen(mean), mul(exp(minimum(ofChosen(logScale), 80)), logit));
  return mul(floor(add(mul(clipByValue(x, 0, 1), levels - 1), 0.5)), 1 / (levels - 1));
}
