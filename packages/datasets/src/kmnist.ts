import type { TrainTest } from './digits.ts';
import { type IdxFamily, idxFamily } from './remote/idxFamily.ts';
import type { RemoteOptions } from './remote/options.ts';

const family: IdxFamily = {
  caller: 'kmnist',
  addresses: ['https://codh.rois.ac.jp/kmnist/dataset/kmnist', 'http://codh.rois.ac.jp/kmnist/dataset/kmnist'],
  size: [28, 28],
  classes: 10,
  train: {
    count: 60_000,
    images: {
      name: 'train-images-idx3-ubyte.gz',
      size: 18_165_135,
      sha256: '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4',
    },
    labels: {
      name: 'train-labels-idx1-ubyte.gz',
      size: 29_497,
      sha256: 'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17',
    },
  },
  test: {
    count: 10_000,
    images: {
      name: 't10k-images-idx3-ubyte.gz',
      size: 3_041_136,
      sha256: 'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte.gz',
      size: 5_120,
      sha256: '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c',
    },
  },
};

/**
 * Kuzushiji-MNIST: 60,000 cursive Japanese characters to train with and 10,000 to test with, `[28, 28, 1]` in [0, 1],
 * white on black. Downloads 21 MB once. Classes: o, ki, su, tsu, na, ha, ma, ya, re, wo.
 *
 * "KMNIST Dataset" (created by CODH), adapted from "Kuzushiji Dataset" (created by NIJL and others),
 * doi:10.20676/00000341; CC BY-SA 4.0.
 *
 * @param options labels, and where the files come from and are kept
 * @throws DownloadError, ChecksumError, CacheError, CorruptFileError; the signal's reason when aborted
 * @example
 * ```typescript
 * const { train, test } = await kmnist();
 * ```
 * @see T. Clanuwat et al., "Deep learning for classical Japanese literature", 2018.
 */
export function kmnist<L extends boolean = false>(options: RemoteOptions<L> = {}): Promise<TrainTest<L>> {
  return idxFamily(family, options);
}
