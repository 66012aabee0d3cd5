import type { TrainTest } from './digits.ts';
import { type IdxFamily, idxFamily } from './remote/idxFamily.ts';
import type { RemoteOptions } from './remote/options.ts';

const family: IdxFamily = {
  caller: 'mnist',
  addresses: [
    'https://storage.googleapis.com/cvdf-datasets/mnist',
    'https://ossci-datasets.s3.amazonaws.com/mnist',
    'https://raw.githubusercontent.com/fgnt/mnist/master',
  ],
  size: [28, 28],
  classes: 10,
  train: {
    count: 60_000,
    images: {
      name: 'train-images-idx3-ubyte.gz',
      size: 9_912_422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    labels: {
      name: 'train-labels-idx1-ubyte.gz',
      size: 28_881,
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    },
  },
  test: {
    count: 10_000,
    images: {
      name: 't10k-images-idx3-ubyte.gz',
      size: 1_648_877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte.gz',
      size: 4_542,
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
  },
};

/**
 * MNIST, whole: 60,000 handwritten digits to train with and 10,000 to test with, `[28, 28, 1]` in [0, 1], white on
 * black. Downloads 12 MB once. For 10,000 of them without any download, see {@link digits}.
 *
 * By Y. LeCun, C. Cortes and C. Burges; CC BY-SA 3.0.
 *
 * @param options labels, and where the files come from and are kept
 * @throws DownloadError, ChecksumError, CacheError, CorruptFileError; the signal's reason when aborted
 * @example
 * ```typescript
 * const { train, test } = await mnist({ labels: true, onProgress: ({ file, received }) => console.log(file, received) });
 * ```
 * @see Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", 1998.
 */
export function mnist<L extends boolean = false>(options: RemoteOptions<L> = {}): Promise<TrainTest<L>> {
  return idxFamily(family, options);
}
