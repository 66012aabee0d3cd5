import { nearestNeighbours } from '@latentkit/shared';
import { type Tensor, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { readSampleSets } from './readSamples.ts';

/** The real example that is nearest to each generated one. */
export interface NearestReal {
  /** Which one it is, `[m]`, int32: `gather(images, indices)` puts them beside the samples. */
  readonly indices: Tensor1D;
  /** How far it is, `[m]`, in units of the features. */
  readonly distances: Tensor1D;
}

/**
 * The real example that each generated one is nearest to: a model that has learned its data by heart gives these.
 *
 * Exact, computed in float64.
 *
 * @param real features of real examples, `[n, ...features]`: of those that the model was trained on
 * @param generated features of generated ones, `[m, ...features]`
 * @returns indices and distances, tensors of the caller's
 * @throws TypeError, RangeError for other shapes, and a number that is not finite
 * @example
 * const { indices } = await nearestReal(tensor2d([[0], [5]]), tensor2d([[4], [1], [9]])); // [1, 0, 1]
 */
export async function nearestReal(real: Tensor, generated: Tensor): Promise<NearestReal> {
  const sets = await readSampleSets('nearestReal', real, generated, 1);
  const { indices, squaredDistances } = await nearestNeighbours(sets.generated, sets.real, 1);
  return { indices: tensor1d(indices, 'int32'), distances: tensor1d(Float32Array.from(squaredDistances, Math.sqrt)) };
}
