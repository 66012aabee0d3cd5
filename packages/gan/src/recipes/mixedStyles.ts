import { foldIn, type Key, normal, uniformValues } from '@latentkit/random';
import { add, mul, sub, type Tensor, tensor2d } from '@tensorflow/tfjs-core';

/** How styles are mixed. */
export interface MixedStylesOptions {
  /** How many sizes of the picture have a style. */
  readonly count: number;
  /** How probable it is that an example has the styles of two latents. */
  readonly mixing: number;
  /** Where they come from; without it nothing is mixed. */
  readonly key: Key | undefined;
}

// What the keys derived from a generator's key are for; its parts have those from 0 on.
const [OTHER, WHERE] = [0xfffffffe, 0xffffffff] as const;

/**
 * The style of each size, the smallest first: `[batch, size]` each. With probability `mixing` those from some size on, any but
 * the first, are of another latent, so that neighbouring sizes cannot rely upon each other.
 */
export function mixedStyles(
  map: (latents: Tensor) => Tensor,
  latents: Tensor,
  { count, mixing, key }: MixedStylesOptions,
): Tensor[] {
  const style = map(latents);
  if (mixing === 0 || count < 2 || !key) return Array<Tensor>(count).fill(style);
  const batch = latents.shape[0]!;
  const other = map(normal(foldIn(key, OTHER), latents.shape));
  const draws = uniformValues(foldIn(key, WHERE), batch);
  return Array.from({ length: count }, (_, size) => {
    if (size === 0) return style;
    // A draw below `mixing` falls into one of the count − 1 places to cross over, each as probable.
    const ofOther = Float32Array.from(draws, (draw) =>
      draw < mixing && Math.floor((draw / mixing) * (count - 1)) < size ? 1 : 0,
    );
    return add(style, mul(sub(other, style), tensor2d(ofOther, [batch, 1])));
  });
}
