import { assertTensor } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { add, neg, relu, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * The sum of the sizes of activations, per example: added to a reconstruction error, it makes latents of which few are not 0.
 *
 *   Σ |activation|
 *
 * Its gradient has the same size for small activations as for large ones, which is why small ones vanish; at 0 it is 0.
 *
 * @param activations `[batch, ...units]`, any real numbers
 * @returns `[batch]`, in units of the activations
 * @throws RangeError where there is no batch axis
 * @example
 * l1Sparsity(tensor2d([[0, -2, 0.5]]));  // [2.5]
 * @see Goodfellow et al., Deep Learning, 2016, section 14.2.1. https://www.deeplearningbook.org
 */
export function l1Sparsity(activations: Tensor): Tensor1D {
  assertTensor('l1Sparsity', 'activations', activations);
  // Not abs: its gradient in TensorFlow.js is −1 at 0, which would wake every unit that sleeps.
  return tidy(() => sumFeatures('l1Sparsity', add(relu(activations), relu(neg(activations)))));
}
