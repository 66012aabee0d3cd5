import { assertInteger, assertOneOf, assertShape, show } from '@latentkit/check';
import { batchesOf } from './batches.ts';
import type { Dataset } from './dataset.ts';
import type { Example } from './example.ts';
import { mappedSource } from './mappedSource.ts';
import { exampleOf } from './source.ts';
import { shuffled, type View } from './view.ts';

/** The one implementation of {@link Dataset}: every method makes another view of the same source. */
export function viewDataset<E extends Example>(view: View): Dataset<E> {
  const { source, members } = view;
  const { length } = members;
  const slice = (from: number, to: number) => viewDataset<E>({ ...view, members: members.subarray(from, to) });
  const at = (index: number) => {
    assertInteger('dataset.at', 'index', index, 0);
    if (index >= length) throw new RangeError(`dataset.at: index is ${index} but there are ${length} examples.`);
    return exampleOf(source, members[index]!) as unknown as E;
  };
  return {
    length,
    shape: source.shape,
    at,
    map<F extends Example>(change: (example: E) => F, { shape = source.shape }: { shape?: readonly number[] } = {}) {
      if (typeof change !== 'function') {
        throw new TypeError(`dataset.map: change is ${show(change)} but a function was expected.`);
      }
      assertShape('dataset.map', 'shape', shape);
      const first = members[0]!;
      return viewDataset<F>({ ...view, source: mappedSource(source, change as never, shape, first) });
    },
    take(count) {
      assertInteger('dataset.take', 'count', count);
      if (count > length) throw new RangeError(`dataset.take: count is ${count} but there are ${length} examples.`);
      return slice(0, count);
    },
    split(at) {
      const count = typeof at === 'number' && at > 0 && at < 1 ? Math.round(at * length) : at;
      if (!Number.isInteger(count) || count < 1 || count >= length) {
        throw new RangeError(
          `dataset.split: at is ${show(at)} but a fraction between 0 and 1, or a count from 1 to ${length - 1}, that leaves neither part empty was expected.`,
        );
      }
      return [slice(0, count), slice(count, length)];
    },
    shuffle({ seed }) {
      assertInteger('dataset.shuffle', 'seed', seed, 0);
      return viewDataset<E>(shuffled(view, seed));
    },
    batch(size, { remainder = 'drop' } = {}) {
      assertInteger('dataset.batch', 'size', size);
      assertOneOf('dataset.batch', 'remainder', remainder, ['drop', 'keep']);
      if (size > length) {
        throw new RangeError(
          `dataset.batch: size is ${size} but there are only ${length} examples: choose ${length} or fewer.`,
        );
      }
      return batchesOf<E>(view, size, remainder === 'keep');
    },
  };
}
