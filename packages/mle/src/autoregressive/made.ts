import { assertFunction, assertShape, checkOptions, sameShape } from '@latentkit/check';
import {
  type ContextSizes,
  dense,
  flatten,
  type Layer,
  masked,
  normalInitializer,
  readConditions,
  relu,
  reshape,
  sequential,
} from '@latentkit/nn';
import { key as keyOf } from '@latentkit/random';
import { degreeMask, sizeOf } from '@latentkit/shared';
import { dispose } from '@tensorflow/tfjs-core';
import type { AutoregressiveRecipe } from './network.ts';
import { unrollMade } from './unrollMade.ts';

/** The network of `made`. */
export interface MadeOptions {
  /** Units of its hidden layers; none gives a logistic regression for each position. Default `[500]`. */
  readonly hidden?: readonly number[];
  /** What follows each hidden layer, and treats each of its numbers by itself. Default `relu`. */
  readonly activation?: Layer;
  /** What it reads from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
}

/** Of a layer without weights. */
const NO_KEY = keyOf(0);

/**
 * The recipe of a masked auto-encoder for `autoregressive`: a perceptron in which a position does not see itself or what
 * follows.
 *
 *   every hidden unit has a degree d and sees the positions 1 … d;  the logits of position i see the units of degrees below i
 *
 * Degrees rise evenly through a layer. With fewer units than positions some positions see what is before them only up to the
 * next degree below. A hidden unit is final once its positions are drawn, so a sample takes the work of one pass.
 *
 * Variables: those of the layers, as `0/kernel`, `0/bias`, `2/kernel`, …
 *
 * @param options `hidden`, `activation`, `conditions`
 * @returns a recipe
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * const model = autoregressive(made({ hidden: [8, 8] }), { shape: [3], seed: 1 });
 * model.logProb(tensor2d([[0, 1, 1]])).shape;  // [1]
 *
 * Germain, Gregor, Murray & Larochelle, "MADE: Masked Autoencoder for Distribution Estimation", 2015,
 * https://arxiv.org/abs/1502.03509
 */
export function made(options: MadeOptions = {}): AutoregressiveRecipe {
  const {
    hidden = [500],
    activation = relu,
    conditions,
  } = checkOptions('made', options, ['hidden', 'activation', 'conditions']);
  assertShape('made', 'hidden', hidden);
  assertFunction('made', 'activation', activation, 'a layer');
  const { variables, outputShape } = activation([2], NO_KEY);
  if (Object.keys(variables).length > 0 || !sameShape(outputShape, [2])) {
    dispose(variables);
    throw new TypeError(
      'made: activation has variables or another shape than its input but one of each number by itself was expected, such as relu.',
    );
  }
  const read = readConditions('made', conditions);
  return ({ shape, channels, key }) => {
    const size = sizeOf(shape);
    // Degree 0 is of what sees no position, but the context, or nothing: needed only where there is that, or one position.
    const first = size === 1 || read.length > 0 ? 0 : 1;
    const degrees = hidden.map((units) =>
      Array.from({ length: units }, (_, i) => first + Math.floor((i * (size - first)) / units)),
    );
    const positions = Array.from({ length: size * channels }, (_, i) => 1 + Math.floor(i / channels));
    const prefix = sequential([flatten, ...read], { inputShape: [...shape, channels], key });
    // What the context adds stands behind the positions.
    const inputs = [...positions, ...Array<number>(prefix.outputShape[0]! - positions.length).fill(0)];
    const layerOf = (from: readonly number[], to: readonly number[], isLast: boolean): Layer => {
      // A new model is near the uniform distribution, whatever there are of layers.
      const layer = dense(to.length, isLast ? { kernelInitializer: normalInitializer(1e-3) } : {});
      return masked(layer, () => degreeMask(from, to, !isLast));
    };
    const layers = [
      ...degrees.flatMap((to, i) => [layerOf(degrees[i - 1] ?? inputs, to, false), activation]),
      layerOf(degrees.at(-1) ?? inputs, positions, true),
      reshape([...shape, channels]),
    ];
    const body = sequential(layers, { inputShape: [inputs.length], key });
    return {
      ...body,
      inputShape: [...shape, channels],
      contextSizes: prefix.contextSizes ?? {},
      apply: (input, applied = {}) => body.apply(prefix.apply(input, applied), applied),
      unroll: unrollMade({ shape, channels, degrees, prefix, body, activation }),
    };
  };
}
