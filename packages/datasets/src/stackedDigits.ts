import { assertBoolean, assertInteger, checkOptions } from '@latentkit/check';
import { bits, type Key, key, split } from '@latentkit/random';
import type { ExampleOf } from './core/example.ts';
import type { Source } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import type { DigitsOptions, TrainTest } from './digits.ts';
import { loadDigits } from './loadDigits.ts';

/** How many stacks, and which. */
export interface StackedDigitsOptions<L extends boolean = false> extends DigitsOptions<L> {
  /** Whether each example comes with its mode, 0 to 999. Default `false`. */
  readonly labels?: L;
  /** How many stacks to train with, and how many to test with. They are made when they are read. Default 60,000. */
  readonly count?: number;
  /** Which digits are stacked: an integer of at least 0. Equal seeds give equal stacks. Default 0. */
  readonly seed?: number;
}

/**
 * Stacked digits: three of `digits()`, drawn at random, as the red, the green and the blue of one image `[28, 28, 3]` in [0, 1].
 * A digit for each channel makes 1,000 modes, nearly equally frequent, which a GAN may cover or not: `stackedModes` of
 * `@latentkit/metrics` counts them. The label of a mode is 100 red + 10 green + blue.
 *
 * Stacks to train with are of digits to train with, those to test with of digits to test with.
 *
 * @throws TypeError, RangeError for an option that is not as said
 * @throws CorruptFileError, DownloadError as `digits`
 * @example
 * const { train } = await stackedDigits({ count: 100, seed: 1, labels: true });
 * train.shape; // [28, 28, 3]
 *
 * Metz et al., "Unrolled Generative Adversarial Networks", 2017, https://arxiv.org/abs/1611.02163
 */
export async function stackedDigits<L extends boolean = false>(
  options: StackedDigitsOptions<L> = {},
): Promise<TrainTest<L>> {
  const names = ['labels', 'count', 'seed', 'url'] as const;
  const { labels = false, count = 60_000, seed = 0, url } = checkOptions('stackedDigits', options, names);
  assertBoolean('stackedDigits', 'labels', labels);
  assertInteger('stackedDigits', 'count', count);
  assertInteger('stackedDigits', 'seed', seed, 0);
  const { train, test } = await loadDigits('stackedDigits', url);
  const [first, second] = split(key(seed)) as [Key, Key];
  const part = (digits: Source, key: Key) => viewDataset<ExampleOf<L>>(viewOf(stacked(digits, key, count, labels)));
  return { train: part(train, first), test: part(test, second) };
}

const channels = 3;

/** So many stacks of digits, each channel one of them, whichever. */
function stacked(digits: Source, key: Key, count: number, labelled: boolean): Source {
  const chosen = bits(key, count * channels).map((word) => Math.floor((word / 2 ** 32) * digits.length));
  const size = 28 * 28;
  const plane = new Float32Array(size);
  return {
    length: count,
    shape: [28, 28, channels],
    labelled,
    read(index, target, offset) {
      let mode = 0;
      for (let channel = 0; channel < channels; channel++) {
        mode = 10 * mode + digits.read(chosen[index * channels + channel]!, plane, 0);
        for (let i = 0; i < size; i++) target[offset + i * channels + channel] = plane[i]!;
      }
      return mode;
    },
  };
}
