import { foldIn, key, permutation } from '@latentkit/random';
import type { Source } from './source.ts';

/** Examples of a source, chosen and put in order. With a seed, every epoch has its own order of the same examples. */
export interface View {
  readonly source: Source;
  /** Which examples, in the order of epoch 0: indices into the source. */
  readonly members: Uint32Array;
  readonly seed: number | undefined;
}

/** Every example of a source, as stored. */
export function viewOf(source: Source): View {
  return { source, members: Uint32Array.from({ length: source.length }, (_, i) => i), seed: undefined };
}

/** The same examples, in an order that is a function of the seed and the epoch. */
export function shuffled(view: View, seed: number): View {
  return { ...view, members: permuted(view.members, seed, 0), seed };
}

/** The order of epoch `n`: indices into the source. */
export function orderOf({ members, seed }: View, epoch: number): Uint32Array {
  return seed === undefined || epoch === 0 ? members : permuted(members, seed, epoch);
}

function permuted(members: Uint32Array, seed: number, epoch: number): Uint32Array {
  return permutation(foldIn(key(seed), epoch), members.length).map((place) => members[place]!);
}
