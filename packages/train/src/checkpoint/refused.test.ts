import { useBackend } from '@latentkit/backend';
import { StateMismatchError } from '@latentkit/nn';
import { fc } from '@latentkit/testing/properties';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { CorruptCheckpointError } from '../safetensors/CorruptCheckpointError.ts';
import { decodeSafetensors } from '../safetensors/decodeSafetensors.ts';
import { encodeSafetensors } from '../safetensors/encodeSafetensors.ts';
import type { NamedArray } from '../safetensors/namedArray.ts';
import { memoryStorage } from '../storage/memoryStorage.ts';
import { collect, line, lineBatches } from '../test/line.ts';
import { train } from '../train.ts';
import { decodeCheckpoint, restoreCheckpoint } from './decodeCheckpoint.ts';
import { encodeCheckpoint } from './encodeCheckpoint.ts';
import { CheckpointNotFoundError, loadCheckpoint } from './loadCheckpoint.ts';

async function trained(steps = 7) {
  const model = line();
  await collect(train(model, lineBatches(), { steps }));
  return model;
}

/** A checkpoint with this metadata in place of its own, and no checksum unless given one. */
async function withMetadata(change: Record<string, string | undefined>): Promise<Uint8Array> {
  const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(line()));
  const changed: Record<string, string> = {};
  for (const [name, text] of Object.entries({ ...metadata, checksum: undefined, ...change })) {
    if (text !== undefined) changed[name] = text;
  }
  return encodeSafetensors(tensors, changed);
}

beforeAll(() => useBackend('cpu'));

test('that is not there is a CheckpointNotFoundError', async () => {
  await expect(loadCheckpoint(line(), memoryStorage())).rejects.toThrow(CheckpointNotFoundError);
});

test.each<[what: string, bytes: () => Promise<Uint8Array>, error: new (message: string) => Error, message: string]>([
  ['of another model', async () => encodeCheckpoint(line({ kind: 'curve' })), StateMismatchError, 'curve'],
  ['of another shape', async () => encodeCheckpoint(line({ features: 2 })), StateMismatchError, 'network/kernel'],
  [
    'cut short',
    async () => (await encodeCheckpoint(line())).subarray(0, -1),
    CorruptCheckpointError,
    'has data_offsets',
  ],
  [
    'that is a picture',
    async () => new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
    CorruptCheckpointError,
    'the file has 4 bytes',
  ],
  ['that is no checkpoint', async () => encodeSafetensors({}), CorruptCheckpointError, 'its format is undefined'],
  [
    'of a later version',
    () => withMetadata({ version: '2' }),
    CorruptCheckpointError,
    "version '2' but 1 is read: update",
  ],
  ['without a kind', () => withMetadata({ kind: undefined }), CorruptCheckpointError, 'does not say the kind'],
  ['without counters', () => withMetadata({ counters: undefined }), CorruptCheckpointError, 'counters are not JSON'],
  ['with a list of counters', () => withMetadata({ counters: '[1]' }), CorruptCheckpointError, 'counters are [1] but'],
  [
    'with a counter of text',
    () => withMetadata({ counters: '{"step":"7"}' }),
    CorruptCheckpointError,
    "step is '7' but",
  ],
  [
    'with a counter twice',
    () => withMetadata({ counters: '{"step":7,"step":8}' }),
    CorruptCheckpointError,
    'stands twice',
  ],
  [
    'with __proto__',
    () => withMetadata({ counters: '{"__proto__":1}' }),
    CorruptCheckpointError,
    "'__proto__' is reserved",
  ],
  ['without its counter', () => withMetadata({ counters: '{}' }), StateMismatchError, 'step'],
])('%s is refused, and the model stays as it was', async (_, make, error, message) => {
  const [model, storage, bytes] = [await trained(), memoryStorage(), await make()];
  await storage.write(bytes);
  const [before, tensors] = [await encodeCheckpoint(model), memory().numTensors];
  const thrown = await loadCheckpoint(model, storage).catch((e) => e);
  expect(thrown).toBeInstanceOf(error);
  expect(thrown.message).toContain(message);
  expect(memory().numTensors).toBe(tensors);
  expect(await encodeCheckpoint(model)).toEqual(before);
});

test('of another model is refused by both names', async () => {
  const bytes = await encodeCheckpoint(line({ kind: 'curve' }));
  expect(() => restoreCheckpoint(line(), bytes)).toThrow(/curve.*line|line.*curve/);
});

test('without a checksum is accepted: another program may have changed the weights', async () => {
  const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(await trained()));
  const { checksum, ...rest } = metadata;
  const model = line();
  restoreCheckpoint(model, encodeSafetensors(tensors, rest));
  expect(model.stepCount).toBe(7);
  const kernel = { ...tensors['network/kernel']!, data: new Float32Array([1, 2, 3]) } as NamedArray;
  const changed = { ...tensors, 'network/kernel': kernel };
  restoreCheckpoint(model, encodeSafetensors(changed, rest));
  expect([...(await model.kernel.data())]).toEqual([1, 2, 3]);
  expect(() => restoreCheckpoint(model, encodeSafetensors(changed, metadata))).toThrow('a damaged checkpoint');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'with a weight of %d is refused by the name of the tensor',
  async (value) => {
    const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(await trained()));
    const { checksum, ...rest } = metadata;
    const bias = { dtype: 'float32', shape: [1], data: new Float32Array([value]) } as const;
    const bytes = encodeSafetensors({ ...tensors, 'network/bias': bias }, rest);
    expect(() => decodeCheckpoint(bytes)).toThrow(CorruptCheckpointError);
    expect(() => decodeCheckpoint(bytes)).toThrow(
      `decodeCheckpoint: bytes are a checkpoint whose tensor network/bias holds ${value} but finite numbers were expected.`,
    );
  },
);

test('with any one bit of its weights or its counters flipped is refused, with the model as it was', async () => {
  const good = await encodeCheckpoint(await trained());
  const model = await trained(3);
  const before = await encodeCheckpoint(model);
  const text = new TextDecoder().decode(good.subarray(8));
  const begin = 8 + Number(new DataView(good.buffer).getBigUint64(0, true));
  const counter = 8 + text.indexOf('7}');
  for (const at of [counter, ...Array.from({ length: good.length - begin }, (_, i) => begin + i)]) {
    for (let bit = 0; bit < 8; bit++) {
      const bytes = good.slice();
      bytes[at]! ^= 1 << bit;
      expect(() => restoreCheckpoint(model, bytes)).toThrow(CorruptCheckpointError);
    }
  }
  expect(await encodeCheckpoint(model)).toEqual(before);
});

test('that is damaged anywhere is refused by name, or its content is whole, and leaks nothing', async () => {
  const good = await encodeCheckpoint(await trained());
  const content = decodeSafetensors(good);
  const model = line();
  const tensors = memory().numTensors;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), (changes) => {
      const bytes = good.slice();
      for (const [at, value] of changes) bytes[at] = value;
      try {
        restoreCheckpoint(model, bytes);
        const { tensors, metadata } = decodeSafetensors(bytes);
        expect(tensors).toEqual(content.tensors);
        if (metadata.checksum !== undefined) expect(metadata).toEqual(content.metadata);
      } catch (error) {
        if (!(error instanceof CorruptCheckpointError || error instanceof StateMismatchError)) throw error;
      }
      expect(memory().numTensors).toBe(tensors);
    }),
    { numRuns: 500 },
  );
});
