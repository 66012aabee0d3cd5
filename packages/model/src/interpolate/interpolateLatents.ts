import { assertFunction, assertInteger, assertOneOf, assertSameShape, checkOptions, showShape } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { betweenLatents } from './betweenLatents.ts';
import { decodePath } from './decodePath.ts';

/** How to go from one latent to another. */
export interface InterpolateOptions {
  /**
   * `linear`, along the line, or `spherical`, along the arc: draws of N(0, I) in many dimensions lie near a sphere, which a
   * line leaves. Default `linear`.
   */
  readonly kind?: keyof typeof betweenLatents | undefined;
}

/**
 * The latents on the way from one to another.
 *
 *   linear:     cₖ = (1 − tₖ) · from + tₖ · to,   tₖ = k / (steps − 1)
 *   spherical:  cₖ = sin((1 − tₖ) Ω) / sin Ω · from + sin(tₖ Ω) / sin Ω · to,   Ω the angle between from and to
 *
 * Latents of one direction, and of opposite ones, between which there is no shortest arc, are joined by the line.
 *
 * @param from `[batch, ...latentShape]`
 * @param to the same shape
 * @param steps how many latents, both ends among them; at least 2
 * @param options linear or spherical
 * @returns `[batch, steps, ...latentShape]`
 * @throws TypeError, RangeError where the shapes differ, `steps` is not an integer of at least 2, or there is no such kind
 * @example
 * interpolateLatents(tensor2d([[0, 0]]), tensor2d([[1, 2]]), 3); // [0, 0, 0.5, 1, 1, 2]
 * interpolateLatents(tensor2d([[1, 0]]), tensor2d([[0, 1]]), 3, { kind: 'spherical' }); // [1, 0, 0.7071, 0.7071, 0, 1]
 *
 * Shoemake, "Animating Rotation with Quaternion Curves", 1985; White, "Sampling Generative Networks", 2016,
 * https://arxiv.org/abs/1609.04468
 */
export function interpolateLatents(from: Tensor, to: Tensor, steps: number, options: InterpolateOptions = {}): Tensor {
  const kind = checkWay('interpolateLatents', from, to, steps, options);
  return tidy(() => betweenLatents[kind](from, to, steps));
}

/** Refuses what is no way from one latent to another. */
function checkWay(caller: string, from: Tensor, to: Tensor, steps: number, options: InterpolateOptions) {
  assertSameShape(caller, { from, to });
  if (from.rank < 2) {
    throw new RangeError(`${caller}: from has shape ${showShape(from.shape)} but [batch,...latents] was expected.`);
  }
  assertInteger(caller, 'steps', steps, 2);
  return assertInterpolateOptions(caller, options);
}

/** @returns the kind, once it is known that there is such a one */
export function assertInterpolateOptions(caller: string, options: InterpolateOptions): keyof typeof betweenLatents {
  const { kind = 'linear' } = checkOptions(caller, options, ['kind']);
  assertOneOf(caller, 'kind', kind, Object.keys(betweenLatents));
  return kind;
}

/**
 * Decodes the way between two batches of latents.
 *
 * @param decode maps `[n, ...latentShape]` to `[n, ...shape]`
 * @param from latents, `[batch, ...latentShape]`
 * @param to the same shape
 * @param steps how many examples, both ends among them; at least 2
 * @param options linear or spherical, as `interpolateLatents`
 * @returns `[batch, steps, ...shape]`
 * @throws TypeError, RangeError as `interpolateLatents`
 * @example
 * const double = (latents: Tensor) => mul(latents, 2);
 * decodeBetween(double, tensor2d([[0]]), tensor2d([[1]]), 3);  // [0, 1, 2]
 */
export function decodeBetween(
  decode: (latents: Tensor) => Tensor,
  from: Tensor,
  to: Tensor,
  steps: number,
  options: InterpolateOptions = {},
): Tensor {
  assertFunction('decodeBetween', 'decode', decode);
  const kind = checkWay('decodeBetween', from, to, steps, options);
  return tidy(() => decodePath(decode, betweenLatents[kind](from, to, steps)));
}
