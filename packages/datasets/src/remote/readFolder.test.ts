import { describe, expect, test } from 'vitest';
import { CorruptFileError, DownloadError } from '../errors.ts';
import { gzip, idxOf } from '../testing/files.ts';
import { madeUpFamily } from '../testing/madeUpFamily.ts';
import { idxFamily } from './idxFamily.ts';
import { namesOf } from './namesOf.ts';

const { family, files } = await madeUpFamily();

describe('the names of files', () => {
  test('are those in use, the published one first', () => {
    expect(namesOf('fashionMnist', 't10k-labels-idx1-ubyte.gz')).toEqual([
      't10k-labels-idx1-ubyte.gz',
      't10k-labels-idx1-ubyte',
      't10k-labels.idx1-ubyte.gz',
      't10k-labels.idx1-ubyte',
      'fashion-mnist-t10k-labels-idx1-ubyte.gz',
      'fashion-mnist-t10k-labels-idx1-ubyte',
      'fashion-mnist-t10k-labels.idx1-ubyte.gz',
      'fashion-mnist-t10k-labels.idx1-ubyte',
      't10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte',
      't10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte',
    ]);
    expect(namesOf('cifar10', 'cifar.tar.gz')).toEqual(['cifar.tar.gz', 'cifar.tar']);
  });
});

describe('a folder', () => {
  const folderOf = (contents: Record<string, Uint8Array>) => async (name: string) => contents[name];

  test('is read instead, gzipped or not', async () => {
    const labels = idxOf([10], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    const { 'test-labels.gz': _, ...others } = files;
    const folder = folderOf({ ...others, 'test-labels': labels });
    const { test } = await idxFamily(family, { folder, labels: true, fetch: () => expect.fail('asked') });
    expect(test.at(0).label).toBe(9);
  });

  test.each([
    ['lacks a file', DownloadError, /folder has none of train-images.gz, train-images\./, undefined],
    ['holds another shape', CorruptFileError, /holds uint8 \[2\] but uint8 \[30,2,3\]/, idxOf([2], [1, 2])],
    ['holds something else', CorruptFileError, /train-images.gz: not an IDX file/, new Uint8Array([1, 2, 3, 4])],
  ])('that %s', async (_, error, message, bytes) => {
    const { 'train-images.gz': __, ...others } = files;
    const loading = idxFamily(family, { folder: folderOf(bytes ? { ...others, 'train-images.gz': bytes } : others) });
    await expect(loading).rejects.toThrow(error);
    await expect(loading).rejects.toThrow(message);
  });

  test('with a class that there is not', async () => {
    const wrong = await gzip(
      idxOf(
        [30],
        Array.from({ length: 30 }, () => 11),
      ),
    );
    const loading = idxFamily(family, { labels: true, folder: folderOf({ ...files, 'train-labels.gz': wrong }) });
    await expect(loading).rejects.toThrow('train-labels.gz holds the class 11 but there are 10');
  });
});
