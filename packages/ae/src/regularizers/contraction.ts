import { assertInteger, assertNotNegative, checkOptions } from '@latentkit/check';
import { contractive, contractiveEstimate } from '@latentkit/losses';
import type { Regularizer } from '@latentkit/model';

/** The options of `contraction`. */
export interface ContractionOptions {
  /** Its weight in the loss, at least 0. */
  readonly weight: number;
  /** How many random directions the norm is estimated from. Default none: it is exact, one backward pass for each latent. */
  readonly probes?: number | undefined;
}

/**
 * How much the latents of an example move with it: the squared Frobenius norm of the encoder's Jacobian, exact for few
 * latents or estimated for many. The gradient is one of second order.
 *
 *   Σⱼ ‖∇ encoder(x)ⱼ‖²
 *
 * @param options weight, probes
 * @returns a regulariser, `[batch]`
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const regularizers = { contraction: contraction({ weight: 0.1 }) };
 * ae(mlp(), { shape: [4], latentSize: 2, seed: 1, regularizers }).stepCount; // 0
 *
 * Rifai et al., "Contractive Auto-Encoders", 2011, https://icml.cc/2011/papers/455_icmlpaper.pdf
 */
export function contraction(options: ContractionOptions): Regularizer {
  return contractionOf('contraction', checkOptions('contraction', options, ['weight', 'probes']));
}

/** `contraction` with the name by which its errors go. */
export function contractionOf(caller: string, { weight, probes }: ContractionOptions): Regularizer {
  assertNotNegative(caller, 'weight', weight);
  if (probes !== undefined) assertInteger(caller, 'probes', probes);
  return {
    weight,
    term: ({ data, key, encode }) =>
      probes === undefined ? contractive(encode, data) : contractiveEstimate(encode, data, key, { probes }),
  };
}
