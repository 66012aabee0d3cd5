import type { Trainable } from '@latentkit/nn';
import * as train from '@latentkit/train';
import * as node from '@latentkit/train/node';
import { ones, type Scalar, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { line } from '../../../packages/train/src/test/line.ts';
import type { Call, Rows } from '../call.ts';

const isError = { none: 'an error class' };

/** A model without tensors, so that it can also be had without a backend. */
function model(): Trainable<Tensor, Record<'loss', Scalar>> {
  let stepCount = 0;
  return {
    get stepCount() {
      return stepCount;
    },
    step() {
      stepCount++;
      return { loss: scalar(1) as Scalar };
    },
    state: () => ({ kind: 'counter', counters: { step: stepCount }, tensors: {} }),
    restore: () => {},
    dispose: () => {},
  };
}

function batches(): train.BatchSource<Tensor> {
  return {
    length: 2,
    async *epoch(_, { from = 0 } = {}) {
      for (let i = from; i < 2; i++) yield ones([1]);
    },
  };
}

function disposed() {
  const model = line();
  model.dispose();
  return model;
}

const tensors = () => ({ x: { dtype: 'float32', shape: [1], data: new Float32Array([1]) } as const });
const metadata = { format: 'latentkit checkpoint', version: '1', kind: 'counter', counters: '{"step":0}' };
const bytes = () => train.encodeSafetensors(tensors(), metadata);
const none = { metadata: {} };
const run = () => ({ model: model(), batches: batches(), options: { steps: 2 } });

async function filled() {
  const storage = train.memoryStorage();
  await storage.write(bytes());
  return storage;
}
const full: train.CheckpointStorage = { write: async () => {}, read: async () => (await filled()).read() };

/** What there is in pages alone: that it is not here is no mistake of the caller, and is said last. */
function inPages(name: string, call: (...args: never[]) => unknown, args: () => Record<string, unknown>): Call {
  return {
    name,
    call: (...given: never[]) => {
      try {
        call(...given);
      } catch (error) {
        if (!(error instanceof train.StorageUnavailableError)) throw error;
      }
    },
    args,
  };
}

export const rows: Rows = {
  CheckpointNotFoundError: isError,
  CorruptCheckpointError: isError,
  DivergedError: isError,
  StorageFullError: isError,
  StorageUnavailableError: isError,
  decodeCheckpoint: { name: 'decodeCheckpoint', call: train.decodeCheckpoint, args: () => ({ bytes: bytes() }) },
  decodeSafetensors: { name: 'decodeSafetensors', call: train.decodeSafetensors, args: () => ({ bytes: bytes() }) },
  download: inPages('download', train.download, () => ({ bytes: bytes(), fileName: 'a.safetensors' })),
  earlyStopping: [
    { name: 'earlyStopping', call: train.earlyStopping, args: () => ({ options: { metric: 'loss', patience: 3 } }) },
    {
      name: 'earlyStopping',
      call: (metric: string, patience: number, minimumChange: number, mode: 'minimum') =>
        train.earlyStopping({ metric, patience, minimumChange, mode }),
      args: () => ({ metric: 'loss', patience: 3, minimumChange: 0.1, mode: 'minimum' }),
      optional: ['minimumChange', 'mode'],
    },
    {
      name: 'earlyStopping',
      call: train.earlyStopping({ metric: 'loss', patience: 3 }),
      args: () => ({ report: { step: 1, epoch: 0, metrics: { loss: 1 } } }),
    },
  ],
  encodeCheckpoint: {
    name: 'encodeCheckpoint',
    call: train.encodeCheckpoint,
    args: () => ({ model: model(), options: none }),
    optional: ['options'],
    disposed: () => train.encodeCheckpoint(disposed()),
  },
  encodeSafetensors: {
    name: 'encodeSafetensors',
    call: train.encodeSafetensors,
    args: () => ({ tensors: tensors(), metadata: { by: 'me' } }),
    optional: ['metadata'],
    allowed: { tensors: ['empty object'], metadata: ['empty object'] },
  },
  fileStorage: { name: 'fileStorage', call: node.fileStorage, args: () => ({ path: 'runs/a.safetensors' }) },
  fit: {
    name: 'fit',
    call: train.fit,
    args: run,
    disposed: () => train.fit(disposed(), batches() as never, { steps: 2 }),
  },
  indexedDbStorage: inPages('indexedDbStorage', train.indexedDbStorage, () => ({ name: 'a' })),
  loadCheckpoint: {
    name: 'loadCheckpoint',
    call: train.loadCheckpoint,
    args: () => ({ model: model(), storage: full }),
    disposed: () => train.loadCheckpoint(disposed(), full),
  },
  memoryStorage: {
    name: 'memoryStorage',
    call: (bytes: Uint8Array) => train.memoryStorage().write(bytes),
    args: () => ({ bytes: bytes() }),
  },
  opfsStorage: inPages('opfsStorage', train.opfsStorage, () => ({ name: 'a' })),
  restoreCheckpoint: {
    name: 'restoreCheckpoint',
    call: train.restoreCheckpoint,
    args: () => ({ model: model(), bytes: bytes() }),
    disposed: () => train.restoreCheckpoint(disposed(), bytes()),
  },
  saveCheckpoint: {
    name: 'saveCheckpoint',
    call: train.saveCheckpoint,
    args: () => ({ model: model(), storage: train.memoryStorage(), options: none }),
    optional: ['options'],
    disposed: () => train.saveCheckpoint(disposed(), train.memoryStorage()),
  },
  train: [
    {
      name: 'train',
      call: train.train,
      args: run,
      disposed: () => train.train(disposed(), batches() as never, { steps: 2 }),
    },
    {
      name: 'train',
      call: (steps: number, reportEvery: number) => train.train(model(), batches(), { steps, reportEvery }),
      args: () => ({ steps: 2, reportEvery: 1 }),
      optional: ['reportEvery'],
    },
  ],
};
