import type { Context } from '@latentkit/nn';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * What a critic gives beside its score: a guess of what the generator was given. It is made of the same features, since both
 * are outputs of the critic's last layer.
 */
export interface CriticHead {
  /** How many numbers the critic gives for it: its outputs are `[batch, 1 + size]`. */
  readonly size: number;
  /** What the guesses count against the adversarial loss. */
  readonly weight: number;
  /** What the mean surprise is called in the critic's terms and in the generator's. */
  readonly terms: { readonly critic: string; readonly generator: string };
  /** What the critic learns to guess of: generated examples, real ones, which then have to say it, or both. */
  readonly learnsFrom: 'fake' | 'real' | 'both';
  /** E[−ln Q(context | example)], in nats, for the critic's outputs beside the score, `[batch, size]`. */
  surprise(outputs: Tensor2D, context: Context): Scalar;
}
