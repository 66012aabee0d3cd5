import { assertFunction, assertInteger, assertOneOf, assertShape, checkOptions, show } from '@latentkit/check';
import { assertOneHot, batchesOf, upload } from './batches.ts';
import type { BatchOptions, Dataset, MapOptions, OneHotOptions } from './dataset.ts';
import type { Example } from './example.ts';
import { mappedSource } from './mappedSource.ts';
import { exampleOf } from './source.ts';
import { shuffled, type View } from './view.ts';

/** The seed by which a data set is shuffled, for those that are. */
export const seeds = new WeakMap<object, number | undefined>();

/** The one implementation of {@link Dataset}: every method makes another view of the same source. */
export function viewDataset<E extends Example>(view: View): Dataset<E> {
  const { source, members } = view;
  const { length } = members;
  const slice = (from: number, to: number) => viewDataset<E>({ ...view, members: members.subarray(from, to) });
  const assertCount = (caller: string, count: number) => {
    assertInteger(caller, 'count', count);
    if (count > length) throw new RangeError(`${caller}: count is ${count} but there are ${length} examples.`);
  };
  const at = (index: number) => {
    assertInteger('dataset.at', 'index', index, 0);
    if (index >= length) throw new RangeError(`dataset.at: index is ${index} but there are ${length} examples.`);
    return exampleOf(source, members[index]!) as unknown as E;
  };
  const set: Dataset<E> = {
    length,
    shape: source.shape,
    at,
    map<F extends Example>(change: (example: E) => F, options: MapOptions = {}) {
      assertFunction('dataset.map', 'change', change);
      const { shape = source.shape } = checkOptions('dataset.map', options, ['shape']);
      assertShape('dataset.map', 'shape', shape);
      const first = members[0]!;
      return viewDataset<F>({ ...view, source: mappedSource(source, change as never, [...shape], first) });
    },
    filter(keep) {
      assertFunction('dataset.filter', 'keep', keep);
      const kept = members.filter((index, i) => {
        const answer: unknown = keep(exampleOf(source, index) as unknown as E);
        if (typeof answer === 'boolean') return answer;
        throw new TypeError(
          `dataset.filter: keep gave ${show(answer)} for example ${i} but true or false was expected.`,
        );
      });
      if (kept.length === 0) {
        throw new RangeError(`dataset.filter: keep kept none of the ${length} examples but at least one was expected.`);
      }
      return viewDataset<E>({ ...view, members: kept });
    },
    unlabelled: () => viewDataset<Example>({ ...view, source: { ...source, labelled: false } }),
    take(count) {
      assertCount('dataset.take', count);
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
    shuffle(options) {
      const { seed } = checkOptions('dataset.shuffle', options, ['seed']);
      assertInteger('dataset.shuffle', 'seed', seed, 0);
      return viewDataset<E>(shuffled(view, seed));
    },
    batch(size: number, options: BatchOptions & Partial<OneHotOptions> = {}) {
      assertInteger('dataset.batch', 'size', size);
      const { remainder = 'drop', oneHot } = checkOptions('dataset.batch', options, ['remainder', 'oneHot']);
      assertOneOf('dataset.batch', 'remainder', remainder, ['drop', 'keep']);
      if (size > length) {
        throw new RangeError(
          `dataset.batch: size is ${size} but there are only ${length} examples: choose ${length} or fewer.`,
        );
      }
      if (oneHot !== undefined) assertOneHot('dataset.batch', view, oneHot);
      return batchesOf(view, size, remainder === 'keep', oneHot) as never;
    },
    toTensor(count = length, options: Partial<OneHotOptions> = {}) {
      assertCount('dataset.toTensor', count);
      const { oneHot } = checkOptions('dataset.toTensor', options, ['oneHot']);
      if (oneHot !== undefined)
        assertOneHot('dataset.toTensor', { ...view, members: members.subarray(0, count) }, oneHot);
      return upload('dataset.toTensor', view, members.subarray(0, count), oneHot) as never;
    },
  };
  seeds.set(set, view.seed);
  return set;
}
