import { assertKey, checkOptions, showShape } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import { mean, reshape, type Scalar, type Tensor, type Tensor1D, tidy, tile } from '@tensorflow/tfjs-core';

/** How a batch is evaluated. */
export interface EvaluateOptions {
  /** The key of the latents' randomness. Default one that follows from the seed, so it is the same each time. */
  readonly key?: Key;
}

/** Terms before they are averaged, of how many samples of each example they are, and how much each counts. */
export interface EvaluatedTerms<K extends string> {
  readonly terms: Record<'loss' | 'reconstruction' | K, Tensor>;
  readonly samples: number;
  readonly weights?: Readonly<Partial<Record<string, number>>> | undefined;
}

/** The terms of a batch that has been checked, averaged over it or for each example. */
export function evaluateTerms<K extends string>(
  caller: string,
  termsOf: (key: Key | undefined) => EvaluatedTerms<K>,
  options: EvaluateOptions & { readonly perExample?: boolean },
): Record<'loss' | 'reconstruction' | K, Scalar & Tensor1D> {
  const { key, perExample } = checkOptions(caller, options, ['key', 'perExample']);
  if (key !== undefined) assertKey(caller, key);
  return tidy(() => {
    const { terms, samples, weights = {} } = termsOf(key);
    const count = terms.reconstruction.size / samples;
    const averaged = (name: string, term: Tensor) => {
      if (!perExample) return mean<Scalar>(term);
      return weights[name] === 0 && term.rank === 0 ? alike(term, count) : eachOf(caller, name, term, count);
    };
    const entries = Object.entries<Tensor>(terms).map(([name, term]) => [name, averaged(name, term)]);
    return Object.fromEntries(entries) as Record<'loss' | 'reconstruction' | K, Scalar & Tensor1D>;
  });
}

/** A number of the batch, for each of its examples. */
const alike = (term: Tensor, count: number): Tensor1D => tile(reshape(term, [1]), [count]);

/** The mean over the samples of each example; what an objective gives may be of each example already. */
function eachOf(caller: string, name: string, term: Tensor, batch: number): Tensor1D {
  if (term.rank !== 1) {
    throw new TypeError(
      `${caller}: perExample is true but ${name} has shape ${showShape(term.shape)}: it is a property of the whole batch.`,
    );
  }
  return term.size === batch ? (term as Tensor1D) : mean(reshape(term, [-1, batch]), 0);
}
