import { assertFinite, assertInteger, assertTensor, checkOptions, showShape } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import { add, expandDims, linspace, mul, reshape, sub, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';

/** Which latent is changed, and how. */
export interface TraverseOptions {
  /** The latent that changes, counted from 0 over all that an example has. */
  readonly dimension: number;
  /** Its first value. Default −3: of draws of N(0, 1), 0.3 % are outside of −3 and 3. */
  readonly from?: number | undefined;
  /** Its last value. Default 3. */
  readonly to?: number | undefined;
  /** How many values, both ends among them; at least 2. */
  readonly steps: number;
}

/**
 * Latents of which one goes through a range and the others stay: decoded, they show what that latent stands for.
 *
 *   cₖ[dimension] = (1 − tₖ) · from + tₖ · to,   tₖ = k / (steps − 1),   cₖ[i] = latents[i] elsewhere
 *
 * @param latents `[batch, ...latentShape]`
 * @param options which latent, from where to where, in how many steps
 * @returns `[batch, steps, ...latentShape]`
 * @throws TypeError, RangeError for an option that is not as said, or no such latent
 * @example
 * traverseLatents(tensor2d([[5, 7]]), { dimension: 1, from: 0, to: 2, steps: 3 }); // [5, 0, 5, 1, 5, 2]
 */
export function traverseLatents(latents: Tensor, options: TraverseOptions): Tensor {
  assertTensor('traverseLatents', 'latents', latents);
  if (latents.rank < 2) {
    throw new RangeError(
      `traverseLatents: latents has shape ${showShape(latents.shape)} but [batch,...latents] was expected.`,
    );
  }
  assertTraverseOptions('traverseLatents', latents.shape.slice(1), options);
  const { dimension, from = -3, to = 3, steps } = options;
  return tidy(() => {
    const [, ...latentShape] = latents.shape;
    const chosen = tensor(
      Float32Array.from({ length: sizeOf(latentShape) }, (_, i) => (i === dimension ? 1 : 0)),
      [1, 1, ...latentShape],
    );
    const values = reshape(linspace(from, to, steps), [1, steps, ...latentShape.map(() => 1)]);
    return add(mul(expandDims(latents, 1), sub(1, chosen)), mul(values, chosen));
  });
}

/** Refuses what is no traversal of latents of a shape. */
export function assertTraverseOptions(caller: string, latentShape: readonly number[], options: TraverseOptions): void {
  const { dimension, from = -3, to = 3, steps } = checkOptions(caller, options, ['dimension', 'from', 'to', 'steps']);
  assertInteger(caller, 'dimension', dimension, 0);
  const size = sizeOf(latentShape);
  if (dimension >= size) {
    throw new RangeError(
      `${caller}: dimension is ${dimension} but an integer from 0 to ${size - 1} was expected, for ${size} latents.`,
    );
  }
  assertFinite(caller, 'from', from);
  assertFinite(caller, 'to', to);
  assertInteger(caller, 'steps', steps, 2);
}
