import { assertTensor, show } from '@latentkit/check';
import { add, type Scalar, scalar, sqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { GlobalNorm } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/**
 * How long tensors are, taken together as one vector: √Σ x², in one pass over each on 'wasm'.
 *
 * @param tensors of any shapes
 * @returns a number, 0 of nothing; no gradient flows through it
 * @throws TypeError unless float32 tensors
 * @example
 * globalNorm([tensor1d([3, 0]), scalar(4)]);  // 5
 */
export function globalNorm(tensors: readonly Tensor[]): Scalar {
  if (!Array.isArray(tensors)) {
    throw new TypeError(`globalNorm: tensors is ${show(tensors)} but an array of tensors was expected.`);
  }
  for (const [i, tensor] of tensors.entries()) assertTensor('globalNorm', `tensors[${i}]`, tensor);
  // Of nothing, tfjs cannot make a sum on every backend.
  const given = tensors.filter(({ size }) => size > 0);
  return kernelOr(GlobalNorm, { ...given } as unknown as Record<string, Tensor>, {}, () =>
    sqrt(given.map((tensor) => sum<Scalar>(square(tensor))).reduce((total, part) => add(total, part), scalar(0))),
  );
}
