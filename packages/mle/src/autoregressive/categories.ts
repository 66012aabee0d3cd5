import { assertCategories } from '@latentkit/check';
import { bernoulliOfLogits, categoricalOfLogits, type Distribution } from '@latentkit/distributions';
import type { Shape } from '@latentkit/nn';
import { sumFeatures } from '@latentkit/shared';
import {
  argMax,
  cast,
  equal,
  expandDims,
  greaterEqual,
  less,
  logicalAnd,
  logicalNot,
  oneHot,
  reshape,
  round,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Domain } from '../points.ts';

/** How whole numbers from 0 to `categories − 1` stand in tensors, and what their logits say. */
export interface Categories {
  readonly domain: Domain;
  /** 1 of two categories, otherwise one for each. */
  readonly channels: number;
  /** `[batch, ...shape]` to `[batch, ...shape, channels]`. */
  encode(points: Tensor): Tensor;
  /** Back, from each position's `[count, channels]` to `[count, ...shape]`, float32. */
  decode(positions: readonly Tensor2D[], shape: Shape): Tensor;
  /** The distributions of logits `[batch, ..., channels]`, over what is encoded. */
  of(logits: Tensor): Distribution;
  /** 0, or NaN where a number is no category: `[batch]`. On a GPU nothing else says so. */
  poison(points: Tensor): Tensor1D;
}

/** @param categories at least 2 */
export function categoriesOf(categories: number): Categories {
  const isBinary = categories === 2;
  return {
    domain: {
      // Whole numbers are as whole in a float32 tensor, and data sets give nothing else.
      dtypes: ['float32', 'int32'],
      assert: (caller, argument, values) => assertCategories(caller, argument, values, categories),
    },
    channels: isBinary ? 1 : categories,
    encode(points) {
      if (isBinary) return expandDims(cast(points, 'float32'), -1);
      const chosen = oneHot(cast(reshape(points, [-1]), 'int32') as Tensor1D, categories);
      return reshape(cast(chosen, 'float32'), [...points.shape, categories]);
    },
    decode(positions, shape) {
      const values = stack([...positions], 1);
      const numbers = isBinary ? values : cast(argMax(values, -1), 'float32');
      return reshape(numbers, [values.shape[0]!, ...shape]);
    },
    of: isBinary ? bernoulliOfLogits : categoricalOfLogits,
    poison(points) {
      const numbers = cast(points, 'float32');
      const inRange = logicalAnd(greaterEqual(numbers, 0), less(numbers, categories));
      const known = logicalAnd(inRange, equal(numbers, round(numbers)));
      const wrong = sumFeatures('autoregressive', cast(logicalNot(known), 'float32'));
      return where(equal(wrong, 0), zerosLike(wrong), Number.NaN) as Tensor1D;
    },
  };
}
