import { assertFunction, assertInteger, assertMethods, assertNotNegative, checkOptions } from '@latentkit/check';
import { type Kernel, mmd, rationalQuadratic } from '@latentkit/divergences';
import { type BottleneckRecipe, type PriorRecipe, standardNormalPrior } from '@latentkit/model';
import { perExample, sizeOf } from '@latentkit/shared';
import { mul, type Tensor2D } from '@tensorflow/tfjs-core';
import { priorMatched } from './priorMatched.ts';

/** The options of `mmdMatched`. */
export interface MmdMatchedOptions {
  /** The weight of the term, at least 0. Default 10. */
  readonly weight?: number | undefined;
  /** What latents are to be distributed like. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /** How alike two latents are. Default `inverseMultiquadrics` for the number of latents. */
  readonly kernel?: Kernel | undefined;
}

const SCALES = [0.1, 0.2, 0.5, 1, 2, 5, 10];

/**
 * The kernel of Wasserstein auto-encoders: inverse multiquadrics of seven scales around the expected squared distance of two
 * draws of a standard Gaussian.
 *
 *   k(x, y) = Σₛ C / (C + ‖x − y‖²),   C = 2 · size · s,   s ∈ {0.1, 0.2, 0.5, 1, 2, 5, 10}
 *
 * @param size how many latents an example has
 * @returns a kernel, from 0 to 7
 * @throws TypeError, RangeError unless the size is an integer of at least 1
 * @example
 * inverseMultiquadrics(2).of(tensor2d([[0, 0]]), tensor2d([[0, 0], [2, 0]])); // [[7, 3.5]]
 *
 * Tolstikhin et al., "Wasserstein Auto-Encoders", 2018, https://arxiv.org/abs/1711.01558
 */
export function inverseMultiquadrics(size: number): Kernel {
  assertInteger('inverseMultiquadrics', 'size', size);
  // 1 / (1 + ‖x − y‖² / 2ℓ²) is C / (C + ‖x − y‖²) for C = 2ℓ².
  const mixture = rationalQuadratic({ alphas: [1], lengthScales: SCALES.map((scale) => Math.sqrt(size * scale)) });
  return { of: (x, y) => mul<Tensor2D>(mixture.of(x, y), SCALES.length) };
}

/**
 * The encoder's output as it is, held to a prior as a whole: the maximum mean discrepancy between the latents of a batch and
 * as many draws. So it can be sampled, and its examples need not overlap as those of a VAE do.
 *
 *   mmd = MMD²(encoder(x), z),   z ~ prior, unbiased, so below 0 now and then
 *
 * @param options weight, prior, kernel
 * @returns a bottleneck with the term `mmd`, a scalar: it is of the whole batch, of at least 2 examples
 * @throws TypeError, RangeError for an option out of range; by the model, for a batch of one example
 * @example
 * const bottleneck = mmdMatched();
 * autoencoder('wae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).sample(3, key(1)).shape; // [3, 4]
 *
 * Tolstikhin et al., "Wasserstein Auto-Encoders", 2018, https://arxiv.org/abs/1711.01558
 */
export function mmdMatched(options: MmdMatchedOptions = {}): BottleneckRecipe<'mmd'> {
  return mmdMatchedOf('mmdMatched', checkOptions('mmdMatched', options, ['weight', 'prior', 'kernel']));
}

/** `mmdMatched` with the name by which its errors go. */
export function mmdMatchedOf(
  caller: string,
  { weight = 10, prior = ({ latentShape }) => standardNormalPrior(latentShape), kernel }: MmdMatchedOptions,
): BottleneckRecipe<'mmd'> {
  assertNotNegative(caller, 'weight', weight);
  assertFunction(caller, 'prior', prior, 'a prior');
  if (kernel !== undefined) assertMethods(caller, 'kernel', kernel, ['of']);
  const match = priorMatched(prior);
  return (inputs) => {
    const matched = match(inputs);
    const alike = kernel ?? inverseMultiquadrics(sizeOf(inputs.latentShape));
    return {
      ...matched,
      encode(latents, { key, context }) {
        const count = latents.shape[0]!;
        if (count < 2)
          throw new RangeError(`${caller}: batch has 1 example but at least 2 were expected, to compare them.`);
        const drawn = matched.sample!(count, key, context);
        const term = mmd(perExample(caller, latents), perExample(caller, drawn), alike);
        return { latents, terms: { mmd: term }, weights: { mmd: weight } };
      },
    };
  };
}
