import { type Batches, isTensor } from '@latentkit/check';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { epochs } from './batches.ts';

/** What a data set is batched into: a tensor, or a record of `data` and `label`. */
export type Part = Tensor | Record<string, Tensor>;

/** Batch `i` of each as one record; as many as the shortest has. */
export function join(names: string[], parts: Batches<Part>[]): Batches<Record<string, Tensor>> {
  const length = Math.min(...parts.map((batches) => batches.length));
  return epochs(length, async function* (n, from) {
    const iterators = parts.map((batches) => batches.epoch(n, { from })[Symbol.asyncIterator]());
    try {
      for (let i = from; i < length; i++) {
        const pulled: Part[] = [];
        try {
          for (const iterator of iterators) pulled.push((await iterator.next()).value);
        } catch (error) {
          dispose(pulled);
          throw error;
        }
        yield recordOf(names, pulled);
      }
    } finally {
      await Promise.all(iterators.map((iterator) => iterator.return?.()));
    }
  });
}

/** Parts by name in one record; a part that is a record itself keeps its names. */
export function recordOf(names: string[], parts: Part[]): Record<string, Tensor> {
  return Object.assign({}, ...names.map((name, i) => (isTensor(parts[i]) ? { [name]: parts[i] } : parts[i])));
}
