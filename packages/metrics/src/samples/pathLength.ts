import {
  assertFunction,
  assertInteger,
  assertKey,
  assertMethods,
  assertPositive,
  assertShape,
  checkOptions,
} from '@latentkit/check';
import { foldIn, type Key, normal, split } from '@latentkit/random';
import { makePause } from '@latentkit/shared';
import { add, mul, reshape, squaredDifference, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { meanOf, varianceOf } from '../readNumbers.ts';
import { applyFeatures, type Features } from './applyFeatures.ts';

/** Options of {@link pathLength}. */
export interface PathLengthOptions {
  /** The shape of one latent, such as `[20]`. */
  readonly latentShape: readonly number[];
  /** What distances are between: features of examples. */
  readonly features: Features;
  /** Where the latents come from. */
  readonly key: Key;
  /** How many steps are measured, at least 2. Default 1,000. */
  readonly count?: number;
  /** ε, the part of a path that a step goes. Default 1e-3: far below, float32 rounds the difference away. */
  readonly epsilon?: number;
  /** How many are measured at a time. Default 100. */
  readonly batchSize?: number;
}

/** An estimate, and how sure it is. */
export interface PathLength {
  /** In squared units of the features; at least 0. */
  readonly value: number;
  /** The deviation of the steps' values over √count. */
  readonly standardError: number;
}

/**
 * The perceptual path length: how fast features change while latents go at an even pace from one draw to another. Small where a
 * generator leads smoothly from each example to the next; where it has learned examples by heart, or leaps between modes, large.
 *
 *   E d(G(z₀), G(z_ε))² / ε²,   z_t = cos(t π/2) a + sin(t π/2) b,   a, b ~ N(0, I),   d the distance of features
 *
 * Every latent of this path is a draw of N(0, I), so a step may begin anywhere, and begins at a. StyleGAN goes along the arc
 * between a and b, which in many dimensions are at right angles: the same there. It has the features of LPIPS, leaves out the
 * hundredths at both ends, and steps by 1e-4.
 *
 * @param model whatever decodes latents of N(0, I): a GAN, a VAE
 * @param options the shape of a latent, features, key; how many steps, and how far
 * @returns the mean over the steps and its standard error
 * @throws TypeError, RangeError for an option that is not as said, and for features that are none of each example
 * @example
 * const line = { decode: (latents: Tensor) => mul(latents, 2) };
 * const options = { latentShape: [1], features: (x: Tensor) => x, key: key(1) };
 * const { value } = await pathLength(line, options); // 9.94: about 4 (π/2)²
 *
 * Karras et al., "A Style-Based Generator Architecture for Generative Adversarial Networks", 2019,
 * https://arxiv.org/abs/1812.04948
 */
export async function pathLength(
  model: { decode(latents: Tensor): Tensor },
  options: PathLengthOptions,
): Promise<PathLength> {
  assertMethods('pathLength', 'model', model, ['decode']);
  const names = ['latentShape', 'features', 'key', 'count', 'epsilon', 'batchSize'] as const;
  const {
    latentShape,
    features,
    key,
    count = 1000,
    epsilon = 1e-3,
    batchSize = 100,
  } = checkOptions('pathLength', options, names);
  assertShape('pathLength', 'latentShape', latentShape);
  assertFunction('pathLength', 'features', features, 'a function of examples');
  assertKey('pathLength', key);
  assertInteger('pathLength', 'count', count, 2);
  assertPositive('pathLength', 'epsilon', epsilon);
  assertInteger('pathLength', 'batchSize', batchSize);
  const [cos, sin] = [Math.cos((epsilon * Math.PI) / 2), Math.sin((epsilon * Math.PI) / 2)];
  const values = new Float64Array(count);
  const pause = makePause();
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from);
    const [first, second] = split(foldIn(key, from)) as [Key, Key];
    const squared = tidy(() => {
      const [a, b] = [first, second].map((one) => normal(one, [size, ...latentShape])) as [Tensor, Tensor];
      const [here, there] = [a, add(mul(a, cos), mul(b, sin))].map((latents) =>
        reshape(applyFeatures('pathLength', features, model.decode(latents)), [size, -1]),
      ) as [Tensor, Tensor];
      return sum(squaredDifference(here, there), 1);
    });
    for (const [i, value] of (await squared.data()).entries()) values[from + i] = value / epsilon ** 2;
    squared.dispose();
    await pause();
  }
  return { value: meanOf(values), standardError: Math.sqrt(varianceOf(values) / (count - 1)) };
}
