import { useBackend } from '@latentkit/backend';
import { type State, StateMismatchError } from '@latentkit/nn';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, memory, scalar, tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CorruptFileError } from '../safetensors/CorruptFileError.ts';
import { decodeSafetensors } from '../safetensors/decodeSafetensors.ts';
import { encodeSafetensors } from '../safetensors/encodeSafetensors.ts';
import { memoryStorage } from '../storage/memoryStorage.ts';
import { collect, line, lineBatches } from '../test/line.ts';
import { train } from '../train.ts';
import { decodeCheckpoint, restoreCheckpoint } from './decodeCheckpoint.ts';
import { encodeCheckpoint } from './encodeCheckpoint.ts';
import { CheckpointNotFoundError, loadCheckpoint } from './loadCheckpoint.ts';
import { saveCheckpoint } from './saveCheckpoint.ts';

async function trained(steps = 7) {
  const model = line();
  await collect(train(model, lineBatches(), { steps }));
  return model;
}

/** A checkpoint with this metadata in place of its own. */
async function withMetadata(change: Record<string, string | undefined>): Promise<Uint8Array> {
  const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(line()));
  const changed = Object.entries({ ...metadata, ...change }).filter(([, text]) => text !== undefined);
  return encodeSafetensors(tensors, Object.fromEntries(changed) as Record<string, string>);
}

onEveryBackend(() => {
  test('a loaded model is the saved one: every tensor and counter, and no tensor more', async () => {
    const [saved, loaded, storage] = [await trained(), line(), memoryStorage()];
    await saveCheckpoint(saved, storage);
    await loadCheckpoint(loaded, storage);
    expect(loaded.stepCount).toBe(7);
    const kernel = await loaded.kernel.data();
    expect(kernel).toEqual(await saved.kernel.data());
    expect(kernel.every((value) => value !== 0)).toBe(true);
    expect(await encodeCheckpoint(loaded)).toEqual(await storage.read());
    await expectNoLeak(async () => {
      await saveCheckpoint(saved, storage);
      await loadCheckpoint(loaded, storage);
    });
    for (const model of [saved, loaded]) model.dispose();
  });

  test('a checkpoint is of the moment it was asked for, though the model goes on', async () => {
    const [model, other] = [await trained(), await trained()];
    const batches = lineBatches();
    const asked = encodeCheckpoint(model);
    for await (const batch of batches.epoch(0)) {
      dispose(model.step(batch));
      dispose(batch);
    }
    expect(await asked).toEqual(await encodeCheckpoint(other));
    for (const one of [model, other]) one.dispose();
  });
});

describe('a checkpoint', () => {
  beforeAll(() => useBackend('cpu'));

  test('is a safetensors file that says what it is', async () => {
    const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(await trained()));
    expect({ ...metadata }).toEqual({
      format: 'latentkit checkpoint',
      version: '1',
      kind: 'line',
      counters: '{"step":7}',
    });
    expect(Object.keys(tensors)).toEqual([
      'network/bias',
      'network/biasVelocity',
      'network/kernel',
      'network/kernelVelocity',
    ]);
  });

  test('carries metadata of the user along, under names of its own', async () => {
    const storage = memoryStorage();
    const [model, other] = [await trained(), line()];
    await saveCheckpoint(model, storage, { metadata: { 'app.settings': 'latentSize=20' } });
    const { metadata } = decodeSafetensors((await storage.read())!);
    expect([metadata['app.settings'], metadata.kind]).toEqual(['latentSize=20', 'line']);
    await loadCheckpoint(other, storage);
    expect(other.stepCount).toBe(7);
    await expect(encodeCheckpoint(model, { metadata: { kind: 'vae' } })).rejects.toThrow(
      "encodeCheckpoint: the metadata name 'kind' is taken: choose another.",
    );
    await expect(saveCheckpoint(model, storage, { metadata: { a: 1 as never } })).rejects.toThrow("metadata 'a' is 1");
  });

  test('keeps int32 and bool tensors', async () => {
    const state: State = {
      kind: 'odd',
      counters: { a: 3, b: 2 ** 53 - 1 },
      tensors: { mask: tensor([1, 0], [2, 1], 'bool'), n: scalar(-(2 ** 31), 'int32') },
    };
    const bytes = await encodeCheckpoint({ ...line(), stepCount: 0, state: () => state });
    const back = decodeCheckpoint(bytes);
    expect([back.kind, back.counters]).toEqual([state.kind, state.counters]);
    expect(back.tensors.mask).toMatchObject({ dtype: 'bool', shape: [2, 1] });
    expect([...(await back.tensors.mask!.data())]).toEqual([1, 0]);
    expect([...(await back.tensors.n!.data())]).toEqual([-(2 ** 31)]);
    dispose(Object.values({ ...state.tensors, ...back.tensors }));
  });

  test('refuses, before it writes, a state that could not be read back', async () => {
    const storage = memoryStorage();
    const { state: good } = line();
    const broken = (state: Partial<State>) => ({ ...line(), stepCount: 0, state: () => ({ ...good(), ...state }) });
    await expect(saveCheckpoint(broken({ counters: { step: 1.5 } }), storage)).rejects.toThrow(
      'counter step is 1.5 but',
    );
    await expect(saveCheckpoint(broken({ tensors: { __metadata__: scalar(1) } }), storage)).rejects.toThrow(
      'is reserved',
    );
    await expect(saveCheckpoint(broken({ tensors: { t: tensor(['a']) } }), storage)).rejects.toThrow("dtype 'string'");
    expect(await storage.read()).toBeUndefined();
  });

  test.each([saveCheckpoint, loadCheckpoint])('refuses what is no model and no storage: %o', async (call) => {
    await expect(call(undefined as never, memoryStorage())).rejects.toThrow(`${call.name}: model is undefined`);
    await expect(call(line(), 'a.safetensors' as never)).rejects.toThrow(`${call.name}: storage is 'a.safetensors'`);
    await expect(encodeCheckpoint({} as never)).rejects.toThrow('encodeCheckpoint: model is {}');
  });

  test('that is not there is a CheckpointNotFoundError', async () => {
    await expect(loadCheckpoint(line(), memoryStorage())).rejects.toThrow(CheckpointNotFoundError);
  });

  test.each<[what: string, bytes: () => Promise<Uint8Array>, error: new (message: string) => Error, message: string]>([
    ['of another model', async () => encodeCheckpoint(line({ kind: 'curve' })), StateMismatchError, 'curve'],
    ['of another shape', async () => encodeCheckpoint(line({ features: 2 })), StateMismatchError, 'network/kernel'],
    ['cut short', async () => (await encodeCheckpoint(line())).subarray(0, -1), CorruptFileError, 'has data_offsets'],
    [
      'that is a picture',
      async () => new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      CorruptFileError,
      'the file has 4 bytes',
    ],
    ['that is no checkpoint', async () => encodeSafetensors({}), CorruptFileError, 'its format is undefined'],
    ['of a later version', () => withMetadata({ version: '2' }), CorruptFileError, "version '2' but 1 is read: update"],
    ['without a kind', () => withMetadata({ kind: undefined }), CorruptFileError, 'does not say the kind'],
    ['without counters', () => withMetadata({ counters: undefined }), CorruptFileError, 'counters are not JSON'],
    ['with a list of counters', () => withMetadata({ counters: '[1]' }), CorruptFileError, 'counters are [1] but'],
    ['with a counter of text', () => withMetadata({ counters: '{"step":"7"}' }), CorruptFileError, "step is '7' but"],
    ['with a counter twice', () => withMetadata({ counters: '{"step":7,"step":8}' }), CorruptFileError, 'stands twice'],
    [
      'with __proto__',
      () => withMetadata({ counters: '{"__proto__":1}' }),
      CorruptFileError,
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

  test('that is damaged anywhere loads or is refused by name, and leaks nothing', async () => {
    const good = await encodeCheckpoint(await trained());
    const model = line();
    const tensors = memory().numTensors;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const bytes = good.slice();
          for (const [at, value] of changes) bytes[at] = value;
          try {
            restoreCheckpoint(model, bytes);
          } catch (error) {
            expect(error instanceof CorruptFileError || error instanceof StateMismatchError).toBe(true);
          }
          expect(memory().numTensors).toBe(tensors);
        },
      ),
      { numRuns: 500 },
    );
  });
});
