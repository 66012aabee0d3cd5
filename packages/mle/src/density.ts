import type { Samples } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { ScoreOptions } from './score.ts';

/** A distribution whose density is known. Every tensor it returns is the caller's to dispose. */
export interface Density {
  /** The shape of one example. */
  readonly shape: readonly number[];
  /** ln p(x) of examples `[n, ...shape]`, in nats: `[n]`. Differentiable by the examples. */
  logProb(points: Tensor): Tensor1D;
  /** Examples drawn from it, `[count, ...shape]`; the same key draws the same. */
  sample(count: number, key: Key): Tensor;
  /** Mean ln p(x) of examples `[n, ...shape]`, in nats, summed in float64. */
  score(data: Samples, options?: ScoreOptions): Promise<number>;
}

/** A density with a number of free parameters, so that fits can be told apart by more than their likelihood. */
export interface ParametricDensity extends Density {
  /** Its free parameters. */
  readonly parameterCount: number;
  /** Akaike's criterion, `2 p − 2 Σ ln p(x)`: the lower the better. */
  aic(data: Samples, options?: ScoreOptions): Promise<number>;
  /** The Bayesian (Schwarz's) criterion, `p ln n − 2 Σ ln p(x)`: the lower the better; it dislikes parameters more. */
  bic(data: Samples, options?: ScoreOptions): Promise<number>;
}
