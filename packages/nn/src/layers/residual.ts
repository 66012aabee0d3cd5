import { assertFunction, checkOptions, sameShape, showShape } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { add } from '@tensorflow/tfjs-core';
import type { Layer, ShapedNetwork } from '../network.ts';
import { compose } from './compose.ts';

/** The settings of `residual`. */
export interface ResidualOptions {
  /** What the input goes through beside the block, where its shape changes. Default: the input itself. */
  readonly shortcut?: Layer;
}

/**
 * A residual block: `y = shortcut(x) + block(x)`.
 *
 * Variables: those of the block as `block/…`, those of the shortcut as `shortcut/…`.
 *
 * @param block a layer, often a `chain`
 * @param options the shortcut
 * @throws TypeError unless they are layers; RangeError, when built, unless both give the same shape
 * @example
 * const block = residual(chain([relu, dense(4)]), { shortcut: dense(4) });
 * const network = sequential([block], { inputShape: [2], key: key(1) });
 * network.outputShape;  // [4]
 * Object.keys(network.variables);  // ["0/block/1/kernel", "0/block/1/bias", "0/shortcut/kernel", "0/shortcut/bias"]
 *
 * He, Zhang, Ren, Sun: Identity mappings in deep residual networks. ECCV 2016.
 */
export function residual(block: Layer, options: ResidualOptions = {}): Layer {
  assertFunction('residual', 'block', block, 'a layer');
  const { shortcut } = checkOptions('residual', options, ['shortcut']);
  if (shortcut !== undefined) assertFunction('residual', 'shortcut', shortcut, 'a layer');
  return (inputShape, key) => {
    const parts: { block: ShapedNetwork; shortcut?: ShapedNetwork } = { block: block(inputShape, foldIn(key, 0)) };
    try {
      if (shortcut) parts.shortcut = shortcut(inputShape, foldIn(key, 1));
      const beside = parts.shortcut?.outputShape ?? inputShape;
      const { outputShape } = parts.block;
      if (!sameShape(outputShape, beside)) {
        throw new RangeError(
          `residual: block gives ${showShape(outputShape)} but ${showShape(beside)} was expected, as ${shortcut ? 'the shortcut gives' : 'is the input: give a shortcut'}.`,
        );
      }
      const network = compose(parts as Required<typeof parts>, ({ block, shortcut }, input) =>
        add(shortcut ? shortcut(input) : input, block(input)),
      );
      return { ...network, inputShape, outputShape };
    } catch (error) {
      for (const { variables, buffers } of Object.values(parts)) {
        for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
      }
      throw error;
    }
  };
}
