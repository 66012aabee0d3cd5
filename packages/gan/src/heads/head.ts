import type { Context, ContextSizes } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * What a critic gives beside its score: a guess of what the generator was given. It is made of the same features, since both
 * are outputs of the critic's last layer. InfoGAN and ACGAN differ in nothing but this value.
 */
export interface Head {
  /** What the generator is given beside its noise, by name, and the critic is to guess. */
  readonly conditions: ContextSizes;
  /** How many numbers the critic gives for it, beside the score. */
  readonly size: number;
  /** What the guesses count against the adversarial loss. */
  readonly weight: number;
  /** What the mean surprise is called in the critic's phase and in the generator's. */
  readonly terms: { readonly critic: string; readonly generator: string };
  /**
   * What examples are generated for. Absent where batches say it: then the critic learns to guess it of real examples too.
   */
  draw?(count: number, key: Key): Context;
  /** E[−ln Q(conditions | example)], in nats, for the critic's outputs beside the score, `[batch, size]`. */
  surprise(outputs: Tensor2D, context: Context): Scalar;
}

/** A record without the names of what is to be guessed, such as the context that the critic is given. */
export function withoutConditions<T>(
  record: Readonly<Record<string, T>> | undefined,
  { conditions }: Head,
): Readonly<Record<string, T>> | undefined {
  return record && Object.fromEntries(Object.entries(record).filter(([name]) => !(name in conditions)));
}
