import { assertBackend, assertBatchOf, assertKey, assertShape, showShape } from '@latentkit/check';
import { type ApplyOptions, assertValues, type Network, type Shape, type Stateful } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { perExample, sizeOf } from '@latentkit/shared';
import { reshape, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Bijection, BijectionRecipe } from './bijection.ts';

/** The image of vectors, and log |det| of the slope there. */
export interface MappedVectors {
  /** `[batch, size]` */
  readonly value: Tensor2D;
  /** `[batch]` */
  readonly logDeterminant: Tensor1D;
}

/** From vectors `[batch, size]` to their images. */
export type VectorMap = (x: Tensor2D, options: ApplyOptions) => MappedVectors;

/** The mathematics of a bijection of vectors: no checks, no tidying up. */
export interface VectorMaps extends Stateful, Pick<Network, 'contextSizes'> {
  readonly forward: VectorMap;
  readonly inverse: VectorMap;
}

/**
 * The recipe of a bijection of events of any shape, from that of vectors: arguments are checked, events are flattened and
 * given their shape again, and nothing but results is left behind.
 *
 * @param caller whose errors these are
 * @param build the maps, of vectors of so many features
 * @param least the fewest features that an event may have
 */
export function vectorBijection(
  caller: string,
  build: (size: number, key: Key) => VectorMaps,
  least = 1,
): BijectionRecipe {
  return (shape: Shape, key: Key) => {
    assertShape(caller, 'shape', shape);
    assertKey(caller, key);
    const size = sizeOf(shape);
    if (size < least) {
      throw new RangeError(
        `${caller}: shape is ${showShape(shape)} but one of at least ${least} features was expected.`,
      );
    }
    assertBackend(caller);
    const { forward, inverse, ...stateful } = build(size, key);
    const checked =
      (method: string, argument: string, map: VectorMap): Bijection['forward'] =>
      (x: Tensor, options = {}) => {
        assertBatchOf(`${caller}.${method}`, argument, x, shape);
        assertValues(`${caller}.${method}`, stateful.variables ?? {}, options.values);
        return tidy(() => {
          const { value, logDeterminant } = map(perExample(caller, x), options);
          return { value: reshape(value, x.shape), logDeterminant };
        });
      };
    return { ...stateful, forward: checked('forward', 'x', forward), inverse: checked('inverse', 'y', inverse) };
  };
}
