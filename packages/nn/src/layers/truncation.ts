import { assertBatchOf, assertBetween, checkOptions } from '@latentkit/check';
import { add, clone, mean, mul, reshape, sub, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { contextVector } from './context.ts';
import { makeVariable } from './makeVariable.ts';

/** The settings of `truncation`. */
export interface TruncationOptions {
  /** How much of the moving mean stays in each step, from 0 to 1. Default 0.99. */
  readonly momentum?: number;
}

/**
 * Draws styles towards their mean where the context says so: samples that are more typical, and less varied. It stands at the
 * end of a mapping network. While training it changes nothing, and its mean follows that of every batch.
 *
 *   y = m + ψ (x − m),   ψ = context.truncation, or 1 where there is none
 *
 * Buffers: `mean` `[...shape]`, which begins at 0.
 *
 * @param options momentum
 * @returns a layer that reads `truncation` `[batch, 1]` from the context, if it is there: 0 is the mean itself, 1 all that was
 *   learned, above 1 beyond it
 * @throws TypeError, RangeError for an option out of range; by `apply`, for a `truncation` of another shape
 * @example
 * const network = sequential([truncation()], { inputShape: [2], key: key(1) });
 * network.apply(tensor2d([[2, 4]]), { context: { truncation: tensor2d([[0.5]]) } });  // [1, 2]
 *
 * Karras, Laine, Aila: A style-based generator architecture for generative adversarial networks. CVPR 2019.
 */
export function truncation(options: TruncationOptions = {}): Layer {
  const { momentum = 0.99 } = checkOptions('truncation', options, ['momentum']);
  assertBetween('truncation', 'momentum', momentum, 0, 1);
  const factor = contextVector('truncation', 'truncation', 1);
  return (inputShape) => {
    const center = makeVariable({ caller: 'truncation', initializer: 'zeros' }, () => zeros([...inputShape]), false);
    return {
      inputShape,
      outputShape: inputShape,
      optionalContextSizes: { truncation: 1 },
      variables: {},
      buffers: { mean: center },
      apply(input, applyOptions = {}) {
        assertBatchOf('truncation', 'input', input, inputShape);
        const batch = input.shape[0]!;
        return tidy(() => {
          if (applyOptions.training) {
            center.assign(add(mul(center, momentum), mul(mean(input, 0), 1 - momentum)));
            return clone(input);
          }
          if (applyOptions.context?.truncation === undefined) return clone(input);
          const drawn = reshape(factor.read(applyOptions, batch), [batch, ...inputShape.map(() => 1)]);
          return add(center, mul(drawn, sub(input, center)));
        });
      },
    };
  };
}
