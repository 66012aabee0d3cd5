import { createTar } from 'nanotar';
import { expect, test } from 'vitest';
import { type CifarArchive, loadCifar } from './cifar10.ts';
import { CorruptFileError } from './errors.ts';
import { sha256 } from './remote/sha256.ts';
import { gzip } from './testing/files.ts';
import { fetchOf, memoryCache } from './testing/madeUpFamily.ts';

const names = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'];

/** Two records a batch; the class is the batch's number, red is 10, green 20, blue 30, the first red pixel the index. */
function batch(number: number): Uint8Array<ArrayBuffer> {
  const record = (index: number) => [
    number,
    index,
    ...[10, 20, 30].flatMap((v) => Array<number>(1024).fill(v)).slice(1),
  ];
  return new Uint8Array([record(0), record(1)].flat());
}

const members = names.map((name, number) => ({ name: `cifar-10-batches-bin/${name}.bin`, data: batch(number) }));

async function archiveOf(tar: Uint8Array): Promise<{ cifar: CifarArchive; packed: Uint8Array<ArrayBuffer> }> {
  const packed = await gzip(new Uint8Array(tar));
  const archive = { name: 'cifar.tar.gz', size: packed.length, sha256: await sha256(packed) };
  return { cifar: { caller: 'cifar10', addresses: ['https://one.invalid'], archive }, packed };
}

test('reads the archive, downloaded or from a folder, into pixels of three channels', async () => {
  const { cifar, packed } = await archiveOf(createTar(members));
  const { fetch } = fetchOf({ 'cifar.tar.gz': packed });
  for (const options of [{ fetch, cache: memoryCache() }, { folder: async () => packed }]) {
    const { train, test } = await loadCifar(cifar, { ...options, labels: true });
    expect([train.length, test.length, train.shape]).toEqual([10, 2, [32, 32, 3]]);
    expect([train.at(5).label, test.at(0).label]).toEqual([2, 5]);
    const { data } = train.at(5);
    expect([...data.subarray(0, 6)].map((v) => Math.round(v * 255))).toEqual([1, 20, 30, 10, 20, 30]);
  }
});

test.each([
  ['has no test_batch.bin', () => createTar(members.slice(0, 5))],
  ['truncated or damaged', () => createTar(members).subarray(0, 9000)],
  [
    'batch 1 has 100 bytes',
    () => createTar([{ name: 'data_batch_1.bin', data: new Uint8Array(100) }, ...members.slice(1)]),
  ],
  ['record 4 has the class 77', () => createTar(members.map((m, i) => (i === 2 ? { ...m, data: batch(77) } : m)))],
  ['has no data_batch_1.bin', () => new TextEncoder().encode('no archive at all'.repeat(100))],
])('an archive that is corrupt: %s', async (message, tar) => {
  const { cifar, packed } = await archiveOf(tar() as Uint8Array);
  const loading = loadCifar(cifar, { folder: async () => packed });
  await expect(loading).rejects.toThrow(CorruptFileError);
  await expect(loading).rejects.toThrow(message);
});
