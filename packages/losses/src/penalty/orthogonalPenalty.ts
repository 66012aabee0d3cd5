import { assertBoolean, assertPositive, checkOptions } from '@latentkit/check';
import { mul, type Scalar, tidy } from '@tensorflow/tfjs-core';
import { type OrthogonalityOptions, orthogonality } from './orthogonality.ts';
import type { CriticPenalty } from './penalty.ts';

/** Options of {@link orthogonalPenalty}. */
export interface OrthogonalPenaltyOptions extends OrthogonalityOptions {
  /** Default 1e-4, as in BigGAN. */
  readonly weight?: number;
}

/**
 * Keeps the columns of a critic's weights at right angles, so that it neither stretches nor flattens what passes through:
 * {@link orthogonality} of all its variables of at least two axes. Examples and key are not read.
 *
 *   weight · Σ ‖(WᵀW) ∘ (1 − I)‖²
 *
 * @returns a penalty for `adversary`; it throws a RangeError for a critic without such variables
 * @throws TypeError, RangeError for a weight that is not above 0
 * @example
 * const context = { step: 0, variables: { kernel: tensor2d([[1, 1], [0, 2]]) } };
 * orthogonalPenalty({ weight: 0.5 })((x) => x, zeros([1, 2]), zeros([1, 2]), key(0), context);  // 1
 * @see Brock et al., Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2019, equation 3.
 * https://arxiv.org/abs/1809.11096
 */
export function orthogonalPenalty(options: OrthogonalPenaltyOptions = {}): CriticPenalty {
  const { weight = 1e-4, lengths = false } = checkOptions('orthogonalPenalty', options, ['weight', 'lengths']);
  assertPositive('orthogonalPenalty', 'weight', weight);
  assertBoolean('orthogonalPenalty', 'lengths', lengths);
  return (_critic, _real, _fake, _key, { variables }) => {
    const matrices = Object.values(variables).filter(({ rank }) => rank >= 2);
    if (matrices.length === 0) {
      throw new RangeError('orthogonalPenalty: variables has no matrix but the weights of a critic were expected.');
    }
    return tidy(() => mul<Scalar>(orthogonality(matrices, { lengths }), weight));
  };
}
