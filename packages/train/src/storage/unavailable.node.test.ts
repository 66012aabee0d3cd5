import { expect, test } from 'vitest';
import { download } from './download.ts';
import { indexedDbStorage } from './indexedDbStorage.ts';
import { opfsStorage } from './opfsStorage.ts';
import { StorageUnavailableError } from './storageErrors.ts';

test.each([
  ['opfsStorage', () => opfsStorage('a')],
  ['indexedDbStorage', () => indexedDbStorage('a')],
  ['download', () => download(new Uint8Array(1), 'a')],
])('%s says that Node does not have it, and what has', (name, call) => {
  expect(call).toThrow(StorageUnavailableError);
  expect(call).toThrow(new RegExp(`^${name}: .*fileStorage\\(path\\) from @latentkit/train/node`));
});
