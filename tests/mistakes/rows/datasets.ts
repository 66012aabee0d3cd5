import * as datasets from '@latentkit/datasets';
import { zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';

const { dataset } = datasets;
const points = () => dataset([[1], [2], [3], [4]]);
const labelled = () => dataset([[1], [2], [3], [4]], { labels: [0, 1, 0, 1] });
const pair = () => datasets.zip({ data: labelled(), target: points() });
const isError = { none: 'an error class' };

type Loader = (options?: datasets.RemoteOptions<boolean>) => Promise<unknown>;

/** Loads from a folder that is empty, so that nothing is downloaded; that it finds nothing there is no mistake here. */
const remote = (load: Loader) => ({
  name: load.name,
  call: async (...args: Parameters<Loader>) => {
    await load(...args).catch((error) => {
      if (!(error instanceof datasets.DownloadError)) throw error;
    });
  },
  args: () => ({ options: { folder: async () => undefined } }),
  optional: ['options'],
});

const shape = (call: (options?: datasets.PointsOptions) => unknown) => ({
  name: call.name,
  call,
  args: () => ({ options: { count: 3 } }),
  optional: ['options'],
});

export const rows: Rows = {
  CacheError: isError,
  ChecksumError: isError,
  CorruptFileError: isError,
  DownloadError: isError,
  UnreadableImageError: isError,
  checkerboard: shape(datasets.checkerboard),
  cifar10: remote(datasets.cifar10),
  circles: shape(datasets.circles),
  csv: {
    name: 'csv',
    call: datasets.csv,
    args: () => ({ source: 'x,y\n1,2\n', options: { columns: ['x'] } }),
    optional: ['options'],
  },
  dataset: [
    {
      name: 'dataset',
      call: dataset,
      args: () => ({ values: [[1, 2]], options: { shape: [2] } }),
      optional: ['options'],
    },
    {
      name: 'dataset.at',
      call: (index: number) => points().at(index),
      args: () => ({ index: 1 }),
    },
    {
      name: 'dataset.map',
      call: (change: never, options: never) => points().map(change, options),
      args: () => ({ change: ({ data }: datasets.Example) => ({ data }), options: { shape: [1] } }),
      optional: ['options'],
    },
    {
      name: 'dataset.filter',
      call: (keep: never) => labelled().filter(keep),
      args: () => ({ keep: ({ label }: datasets.LabelledExample) => label === 1 }),
    },
    { name: 'dataset.unlabelled', call: () => labelled().unlabelled() },
    { name: 'dataset.take', call: (count: number) => points().take(count), args: () => ({ count: 2 }) },
    { name: 'dataset.split', call: (at: number) => points().split(at), args: () => ({ at: 2 }) },
    {
      name: 'dataset.shuffle',
      call: (options: never) => points().shuffle(options),
      args: () => ({ options: { seed: 1 } }),
    },
    {
      name: 'dataset.batch',
      call: (size: number, options: never) => labelled().batch(size, options),
      args: () => ({ size: 2, options: { remainder: 'keep', oneHot: 2 } }),
      optional: ['options'],
    },
    {
      name: 'dataset.toTensor',
      call: (count: number, options: never) => labelled().toTensor(count, options),
      args: () => ({ count: 2, options: { oneHot: 2 } }),
      optional: ['count', 'options'],
    },
    {
      name: 'batches.epoch',
      call: (n: number, options: never) => points().batch(2).epoch(n, options),
      args: () => ({ n: 1, options: { from: 1 } }),
      optional: ['options'],
    },
  ],
  digits: { name: 'digits', call: datasets.digits, args: () => ({ options: { labels: true } }), optional: ['options'] },
  fashionMnist: remote(datasets.fashionMnist),
  gaussianBlobs: [
    {
      name: 'gaussianBlobs',
      call: datasets.gaussianBlobs,
      args: () => ({ options: { means: [[0, 0]], count: 3 } }),
    },
    {
      name: 'dataset.logProb',
      call: (at: never) => datasets.ring({ count: 1 }).logProb(at),
      args: () => ({ points: [[1, 2]] }),
    },
  ],
  grid: shape(datasets.grid),
  idx: {
    name: 'idx',
    call: datasets.idx,
    args: () => ({ bytes: new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1, 7]), options: { name: 'labels' } }),
    optional: ['options'],
  },
  images: {
    name: 'images',
    call: datasets.images,
    args: () => ({ files: [png], options: { size: [1, 1] } }),
  },
  kmnist: remote(datasets.kmnist),
  mnist: remote(datasets.mnist),
  moons: shape(datasets.moons),
  pinwheel: shape(datasets.pinwheel),
  ring: shape(datasets.ring),
  stackedDigits: [
    {
      name: 'stackedDigits',
      call: datasets.stackedDigits,
      args: () => ({ options: { count: 2 } }),
      optional: ['options'],
    },
    {
      name: 'stackedDigits',
      call: (count: number, seed: number, labels: boolean) => datasets.stackedDigits({ count, seed, labels }),
      args: () => ({ count: 2, seed: 1, labels: true }),
      optional: ['count', 'seed', 'labels'],
    },
  ],
  swissRoll: shape(datasets.swissRoll),
  toPng: {
    name: 'toPng',
    call: datasets.toPng,
    args: () => ({ pictures: zeros([1, 2, 2, 1]), options: { columns: 1 } }),
    optional: ['options'],
  },
  zip: [
    {
      name: 'zip',
      call: datasets.zip,
      args: () => ({ sources: { data: labelled(), target: points() }, options: { paired: true } }),
      optional: ['options'],
    },
    {
      name: 'dataset.shuffle',
      call: (options: never) => pair().shuffle(options),
      args: () => ({ options: { seed: 1 } }),
    },
    {
      name: 'dataset.batch',
      call: (size: number, options: never) => pair().batch(size, options),
      args: () => ({ size: 2, options: { remainder: 'keep', oneHot: 2 } }),
      optional: ['options'],
    },
    {
      name: 'dataset.toTensor',
      call: (count: number, options: never) => pair().toTensor(count, options),
      args: () => ({ count: 2, options: { oneHot: 2 } }),
      optional: ['count', 'options'],
    },
  ],
};

/** A PNG of one pixel. */
const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);
