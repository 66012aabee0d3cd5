import { foldIn, type Key, permutation } from '@latentkit/random';
import { gather, reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';

/**
 * Each latent of every example from another one's, drawn without replacement for each latent by itself: what latents that are
 * independent of each other, and distributed as these are, look like.
 *
 * @param latents `[batch, latents]`
 * @param key of the permutations
 * @returns the same shape
 */
export function permuteLatents(latents: Tensor, key: Key): Tensor {
  const [batch, size] = latents.shape as [number, number];
  const from = new Int32Array(batch * size);
  for (let latent = 0; latent < size; latent++) {
    for (const [i, other] of permutation(foldIn(key, latent), batch).entries())
      from[i * size + latent] = other * size + latent;
  }
  return reshape(gather(reshape(latents, [-1]), tensor1d(from, 'int32')), [batch, size]);
}
