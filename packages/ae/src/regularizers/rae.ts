import { assertInteger, assertNotNegative, checkOptions } from '@latentkit/check';
import { contractiveEstimate } from '@latentkit/losses';
import type { Regularizer } from '@latentkit/model';
import { sumFeatures } from '@latentkit/shared';
import { addN, mul, square, sum } from '@tensorflow/tfjs-core';

/** The options of `latentNorm` and `decoderNorm`. */
export interface NormOptions {
  /** Its weight in the loss, at least 0. */
  readonly weight: number;
}

/** The options of `decoderGradient`. */
export interface DecoderGradientOptions extends NormOptions {
  /** How many random directions the norm is estimated from, each a backward pass. Default 1. */
  readonly probes?: number | undefined;
}

/**
 * Holds latents near 0, so that they do not spread without end: `½ ‖z‖²`.
 *
 * @param options weight
 * @returns a regulariser, `[batch]`
 * @throws TypeError, RangeError unless the weight is finite and at least 0
 * @example
 * const regularizers = { latentNorm: latentNorm({ weight: 1e-4 }) };
 * ae(mlp(), { shape: [4], latentSize: 2, seed: 1, regularizers }).stepCount; // 0
 *
 * Ghosh et al., "From Variational to Deterministic Autoencoders", 2020, https://arxiv.org/abs/1903.12436
 */
export function latentNorm(options: NormOptions): Regularizer {
  return {
    weight: weightOf('latentNorm', options),
    term: ({ latents }) => mul(sumFeatures('latentNorm', square(latents)), 0.5),
  };
}

/**
 * Holds the weights of the decoder near 0, and so its slopes: `‖θ‖²`, over all that is trained of it.
 *
 * @param options weight
 * @returns a regulariser, a scalar: it is of no example
 * @throws TypeError, RangeError unless the weight is finite and at least 0
 * @example
 * const regularizers = { decoderNorm: decoderNorm({ weight: 1e-7 }) };
 * ae(mlp(), { shape: [4], latentSize: 2, seed: 1, regularizers }).stepCount; // 0
 *
 * Ghosh et al., "From Variational to Deterministic Autoencoders", 2020, https://arxiv.org/abs/1903.12436
 */
export function decoderNorm(options: NormOptions): Regularizer {
  return {
    weight: weightOf('decoderNorm', options),
    term: ({ decoder }) => addN(Object.values(decoder.variables).map((variable) => sum(square(variable)))),
  };
}

/**
 * Makes the decoder smooth: the squared Frobenius norm of its Jacobian by the latents, `½ ‖∂ decoder(z) / ∂z‖²`, by
 * Hutchinson's estimate. Of the parameters of the likelihood: of the mean for Gaussians, of logits for Bernoulli.
 *
 * @param options weight, probes
 * @returns a regulariser, `[samples · batch]`
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const regularizers = { decoderGradient: decoderGradient({ weight: 1e-3 }) };
 * ae(mlp(), { shape: [4], latentSize: 2, seed: 1, regularizers }).stepCount; // 0
 *
 * Ghosh et al., "From Variational to Deterministic Autoencoders", 2020, https://arxiv.org/abs/1903.12436
 */
export function decoderGradient(options: DecoderGradientOptions): Regularizer {
  const { weight, probes = 1 } = checkOptions('decoderGradient', options, ['weight', 'probes']);
  assertNotNegative('decoderGradient', 'weight', weight);
  assertInteger('decoderGradient', 'probes', probes);
  return {
    weight,
    term: ({ latents, decode, key }) => mul(contractiveEstimate(decode, latents, key, { probes }), 0.5),
  };
}

function weightOf(caller: string, options: NormOptions): number {
  const { weight } = checkOptions(caller, options, ['weight']);
  assertNotNegative(caller, 'weight', weight);
  return weight;
}
