import type { TrainTest } from './digits.ts';
import { type IdxFamily, idxFamily } from './remote/idxFamily.ts';
import type { RemoteOptions } from './remote/options.ts';

const family: IdxFamily = {
  caller: 'fashionMnist',
  addresses: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
  ],
  size: [28, 28],
  classes: 10,
  train: {
    count: 60_000,
    images: {
      name: 'train-images-idx3-ubyte.gz',
      size: 26_421_880,
      sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
    },
    labels: {
      name: 'train-labels-idx1-ubyte.gz',
      size: 29_515,
      sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
    },
  },
  test: {
    count: 10_000,
    images: {
      name: 't10k-images-idx3-ubyte.gz',
      size: 4_422_102,
      sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte.gz',
      size: 5_148,
      sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
    },
  },
};

/**
 * Fashion-MNIST: 60,000 pictures of clothes to train with and 10,000 to test with, `[28, 28, 1]` in [0, 1], light on
 * black. Downloads 31 MB once. Classes: T-shirt, trousers, pullover, dress, coat, sandal, shirt, sneaker, bag, boot.
 *
 * By Zalando SE; MIT. On Debian, `apt install dataset-fashion-mnist` puts the files in
 * `/usr/share/datasets/fashion-mnist`: pass that as `folder`.
 *
 * @param options labels, and where the files come from and are kept
 * @throws DownloadError, ChecksumError, CacheError, CorruptFileError; the signal's reason when aborted
 * @example
 * ```typescript
 * const { train } = await fashionMnist({ folder: '/usr/share/datasets/fashion-mnist' });
 * ```
 * @see H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking", 2017.
 */
export function fashionMnist<L extends boolean = false>(options: RemoteOptions<L> = {}): Promise<TrainTest<L>> {
  return idxFamily(family, options);
}
