import type { CriticHead } from '@latentkit/model';
import type { Context, ContextSizes } from '@latentkit/nn';
import type { Key } from '@latentkit/random';

/** What a critic guesses, and what the generator is given for that. InfoGAN and ACGAN differ in nothing but this value. */
export interface Head extends CriticHead {
  /** What the generator is given beside its noise, by name, and the critic is to guess. */
  readonly conditions: ContextSizes;
  /** What examples are generated for. Absent where batches say it. */
  draw?(count: number, key: Key): Context;
}

/** A record without the names of what is to be guessed, such as the context that the critic is given. */
export function withoutConditions<T>(
  record: Readonly<Record<string, T>> | undefined,
  { conditions }: Head,
): Readonly<Record<string, T>> | undefined {
  return record && Object.fromEntries(Object.entries(record).filter(([name]) => !(name in conditions)));
}
