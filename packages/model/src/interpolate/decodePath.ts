import { reshape, type Tensor } from '@tensorflow/tfjs-core';

/** Decodes latents `[batch, steps, ...latentShape]` all at once: `[batch, steps, ...shape]`. */
export function decodePath(decode: (latents: Tensor) => Tensor, path: Tensor): Tensor {
  const [batch, steps, ...latentShape] = path.shape as [number, number, ...number[]];
  const decoded = decode(reshape(path, [batch * steps, ...latentShape]));
  return reshape(decoded, [batch, steps, ...decoded.shape.slice(1)]);
}
