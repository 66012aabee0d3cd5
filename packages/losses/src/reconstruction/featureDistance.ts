import {
  assertFunction,
  assertNotNegative,
  assertSameShape,
  assertTensor,
  checkOptions,
  showShape,
} from '@latentkit/check';
import { addN, mul, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertWeights } from './assertWeights.ts';
import { squaredError } from './squaredError.ts';

/** Options of {@link featureDistance}. */
export interface FeatureDistanceOptions {
  /** How much each layer counts, one number of at least 0 for each. Default 1 for all. */
  readonly weights?: readonly number[];
}

/**
 * Squared distance between what a function sees in a reconstruction and in its target, per example: a perceptual loss,
 * where the function is a trained network.
 *
 *   Σ_layer weight · Σ (features(prediction) − features(target))²
 *
 * It is as good as the features are. Its gradient reaches the prediction, the target, and the variables of the function:
 * give an optimiser only those that may change.
 *
 * @param features `[batch, ...features]` to a tensor `[batch, ...]` or to several, such as the layers of a network:
 *   `(x) => encoder.apply(x)`. It must treat each example by itself, so no batch norm in training
 * @returns a loss of two tensors `[batch, ...features]`, which gives `[batch]` in squared units of the features; it throws a
 *   RangeError where the shapes differ, or where the features are not one for each example and, if there are weights, for
 *   each weight
 * @throws RangeError unless the weights are finite and at least 0
 * @example
 * featureDistance((x) => mul(x, 3))(tensor2d([[1, 0]]), tensor2d([[0, 0]]));  // [9]
 * featureDistance((x) => [x, sum(x, 1)], { weights: [1, 10] })(tensor2d([[1, 2]]), tensor2d([[0, 0]]));  // [95]
 * @see Johnson et al., Perceptual Losses for Real-Time Style Transfer and Super-Resolution, 2016,
 * https://arxiv.org/abs/1603.08155
 */
export function featureDistance(
  features: (x: Tensor) => Tensor | readonly Tensor[],
  options: FeatureDistanceOptions = {},
): (prediction: Tensor, target: Tensor) => Tensor1D {
  const { weights } = checkOptions('featureDistance', options, ['weights']);
  assertFunction('featureDistance', 'features', features);
  if (weights !== undefined) assertWeights('featureDistance', weights, assertNotNegative);
  const layersOf = (x: Tensor): readonly Tensor[] => {
    const result = features(x);
    const layers = Array.isArray(result) ? (result as readonly Tensor[]) : [result as Tensor];
    const expected = weights?.length ?? layers.length;
    if (layers.length === 0 || layers.length !== expected) {
      throw new RangeError(
        `featureDistance: features gave ${layers.length} layers but ${Math.max(expected, 1)} were expected.`,
      );
    }
    for (const layer of layers) {
      assertTensor('featureDistance', 'what features gave', layer);
      const { shape } = layer;
      if (shape[0] !== x.shape[0]) {
        throw new RangeError(
          `featureDistance: features gave shape ${showShape(shape)} but ${showShape([x.shape[0]!, '...'])} was expected.`,
        );
      }
    }
    return layers;
  };
  return (prediction, target) => {
    assertSameShape('featureDistance', { prediction, target });
    return tidy(() => {
      const [seen, wanted] = [layersOf(prediction), layersOf(target)];
      return addN(seen.map((layer, i) => mul(squaredError(layer, wanted[i]!), weights?.[i] ?? 1))) as Tensor1D;
    });
  };
}
