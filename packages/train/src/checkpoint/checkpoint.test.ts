import { useBackend } from '@latentkit/backend';
import { modelState } from '@latentkit/model';
import type { State, Trainable } from '@latentkit/nn';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  argMax,
  cast,
  dispose,
  greater,
  scalar,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeSafetensors } from '../safetensors/decodeSafetensors.ts';
import { memoryStorage } from '../storage/memoryStorage.ts';
import { collect, line, lineBatches } from '../test/line.ts';
import { train } from '../train.ts';
import { decodeCheckpoint } from './decodeCheckpoint.ts';
import { encodeCheckpoint } from './encodeCheckpoint.ts';
import { loadCheckpoint } from './loadCheckpoint.ts';
import { saveCheckpoint } from './saveCheckpoint.ts';

async function trained(steps = 7) {
  const model = line();
  await collect(train(model, lineBatches(), { steps }));
  return model;
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

  test('int32 and bool tensors are read back as they were, also those that operations gave', async () => {
    const state: State = {
      kind: 'odd',
      counters: { a: 3, b: 2 ** 53 - 1 },
      tensors: {
        mask: tensor([1, 0], [2, 1], 'bool'),
        n: scalar(-(2 ** 31), 'int32'),
        ...tidy(() => ({
          above: greater(tensor1d([0.25, 0.75]), 0.5),
          rounded: cast(tensor1d([-2, 255]), 'int32'),
          truth: cast(tensor1d([0, 1]), 'bool'),
          best: argMax(tensor2d([[1, 3, 2]]), 1),
        })),
      },
    };
    const bytes = await encodeCheckpoint({ ...line(), stepCount: 0, state: () => state });
    const back = decodeCheckpoint(bytes);
    expect([back.kind, back.counters]).toEqual([state.kind, state.counters]);
    const read = async ([name, one]: [string, Tensor]) => [name, one.dtype, one.shape, [...(await one.data())]];
    expect(await Promise.all(Object.entries(back.tensors).map(read))).toEqual([
      ['best', 'int32', [1], [1]],
      ['n', 'int32', [], [-(2 ** 31)]],
      ['rounded', 'int32', [2], [-2, 255]],
      ['above', 'bool', [2], [0, 1]],
      ['mask', 'bool', [2, 1], [1, 0]],
      ['truth', 'bool', [2], [0, 1]],
    ]);
    const model = modelState(
      'odd',
      {
        part: {
          variables: {},
          buffers: { mask: variable(back.tensors.mask!, false), best: variable(back.tensors.best!, false) },
        },
      },
      { step: 0 },
    ).complete<Trainable>({ stepCount: 0, step: () => ({}) });
    const again = decodeCheckpoint(await encodeCheckpoint(model));
    model.restore(again);
    expect([...(await model.state().tensors['part/mask']!.data())]).toEqual([1, 0]);
    model.dispose();
    dispose(Object.values({ ...state.tensors, ...back.tensors, ...again.tensors }));
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
    const { checksum, ...rest } = metadata;
    expect(checksum).toMatch(/^[0-9a-f]{8}$/);
    expect(rest).toEqual({
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
    await expect(encodeCheckpoint(model, { metadata: { checksum: '0' } })).rejects.toThrow("'checksum' is taken");
    await expect(saveCheckpoint(model, storage, { metadata: { a: 1 as never } })).rejects.toThrow("metadata 'a' is 1");
    await expect(saveCheckpoint(model, storage, { meta: {} } as never)).rejects.toThrow(
      "saveCheckpoint: options has 'meta' but one of 'metadata' was expected.",
    );
  });

  test('refuses, before it writes, a state that could not be read back', async () => {
    const storage = memoryStorage();
    const { state: good } = line();
    const broken = (state: Partial<State>) => ({ ...line(), stepCount: 0, state: () => ({ ...good(), ...state }) });
    await expect(saveCheckpoint(broken({ counters: { step: 1.5 } }), storage)).rejects.toThrow(
      'counter step is 1.5 but',
    );
    await expect(encodeCheckpoint(broken({ counters: { step: -1 } }))).rejects.toThrow('counter step is -1 but');
    await expect(encodeCheckpoint(broken({ counters: { constructor: 1 } as never }))).rejects.toThrow('is reserved');
    await expect(encodeCheckpoint(broken({ tensors: { t: scalar(Number.NaN) } }))).rejects.toThrow(
      'encodeCheckpoint: t is NaN at step 0.',
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
});
