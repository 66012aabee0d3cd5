import { showShape } from '@latentkit/check';
import type { ExampleOf } from '../core/example.ts';
import { arraySource } from '../core/source.ts';
import { viewOf } from '../core/view.ts';
import { viewDataset } from '../core/viewDataset.ts';
import type { TrainTest } from '../digits.ts';
import { CorruptFileError } from '../errors.ts';
import { parseIdx } from '../files/parseIdx.ts';
import { getFile, type Published } from './getFile.ts';
import { assertRemoteOptions, type PublishedFile, type RemoteOptions } from './options.ts';

/** A data set of the MNIST family: bytes in IDX files, gzipped. */
export interface IdxFamily extends Published {
  /** `[height, width]`. */
  readonly size: readonly [number, number];
  readonly classes: number;
  readonly train: IdxPart;
  readonly test: IdxPart;
}

interface IdxPart {
  readonly count: number;
  readonly images: PublishedFile;
  readonly labels: PublishedFile;
}

/** Loads a data set of the MNIST family: images `[height, width, 1]` in [0, 1]. */
export async function idxFamily<L extends boolean>(
  family: IdxFamily,
  options: RemoteOptions<L>,
): Promise<TrainTest<L>> {
  const { caller, size, classes } = family;
  assertRemoteOptions(caller, options);
  const bytesOf = async (file: PublishedFile, shape: readonly number[]) => {
    const found = parseIdx(await getFile(family, file, options), `${caller}: ${file.name}`);
    if (found.type === 'uint8' && showShape(found.shape) === showShape(shape)) return found.values;
    throw new CorruptFileError(
      `${caller}: ${file.name} holds ${found.type} ${showShape(found.shape)} but uint8 ${showShape(shape)} was expected.`,
    );
  };
  // One after the other: a slow line is not shared, and progress runs through one file at a time.
  const part = async ({ count, images, labels }: IdxPart) => {
    const values = await bytesOf(images, [count, ...size]);
    const found = options.labels ? await bytesOf(labels, [count]) : undefined;
    const wrong = found?.find((label) => label >= classes);
    if (wrong !== undefined) {
      throw new CorruptFileError(`${caller}: ${labels.name} holds the class ${wrong} but there are ${classes}.`);
    }
    return viewDataset<ExampleOf<L>>(viewOf(arraySource(values, [...size, 1], found)));
  };
  return { train: await part(family.train), test: await part(family.test) };
}
