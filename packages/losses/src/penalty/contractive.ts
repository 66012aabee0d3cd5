import { assertFunction, assertTensor } from '@latentkit/check';
import { eye, split, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { squaredPullbacks } from './squaredPullbacks.ts';

/**
 * How much an encoder's code moves with its input: the squared Frobenius norm of its Jacobian, per example. Added to a
 * reconstruction error, it makes latents that follow the data and nothing else.
 *
 *   Σⱼ ‖∇ encoder(x)ⱼ‖²
 *
 * Exact: one forward pass, and a backward pass for each latent. {@link contractiveEstimate} is cheaper for large latents. Like a
 * {@link Penalty} it is differentiated twice.
 *
 * @param encoder `[batch, ...features] -> [batch, ...code]`; it must encode each example by itself, so no batch norm
 * @param x `[batch, ...features]`
 * @returns `[batch]`, in squared units of the code per squared unit of the data
 * @throws RangeError where there is no batch axis, or not the same on both sides of the encoder
 * @example
 * contractive((x) => mul(x, tensor1d([1, 2])), tensor2d([[5, 7]]));  // [5]
 * @see Rifai et al., Contractive Auto-Encoders: Explicit Invariance During Feature Extraction, 2011, equation 1.
 * https://icml.cc/2011/papers/455_icmlpaper.pdf
 */
export function contractive(encoder: (x: Tensor) => Tensor, x: Tensor): Tensor1D {
  assertFunction('contractive', 'encoder', encoder, 'a function of a batch of examples');
  assertTensor('contractive', 'x', x);
  return tidy(() => squaredPullbacks('contractive', encoder, x, ([, size]) => split(eye(size), size)));
}
