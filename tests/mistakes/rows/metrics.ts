import * as metrics from '@latentkit/metrics';
import type { Context } from '@latentkit/nn';
import { type Key, key, normal } from '@latentkit/random';
import { fill, ones, type Tensor, tensor1d, tensor2d, tensor4d, zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const latents = () =>
  tensor2d([
    [1, 2],
    [3, 5],
  ]);
const images = () => tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [1, 4, 3, 1]);

const points = { sample: (count: number, key: Key) => normal(key, [count, 2]) };
async function* batches() {
  yield normal(key(2), [6, 2]);
}

/** A call of a classifier that is freed after it. */
const ofClassifier =
  (call: (classifier: metrics.DigitClassifier, images: Tensor) => Tensor) =>
  async (images: Tensor): Promise<void> => {
    const classifier = await metrics.digitClassifier();
    try {
      call(classifier, images).dispose();
    } finally {
      classifier.dispose();
    }
  };

export const rows: Rows = {
  activeUnits: {
    name: 'activeUnits',
    call: metrics.activeUnits,
    args: () => ({ means: latents(), options: { threshold: 0.1 } }),
    optional: ['options'],
  },
  classCoverage: {
    name: 'classCoverage',
    call: metrics.classCoverage,
    args: () => ({ probabilities: tensor2d([[0.5, 0.5]]) }),
  },
  conditionalAccuracy: {
    name: 'conditionalAccuracy',
    call: metrics.conditionalAccuracy,
    args: () => ({ probabilities: tensor2d([[0.5, 0.5]]), requested: tensor1d([1], 'int32') }),
  },
  digitClassifier: [
    { name: 'digitClassifier', call: metrics.digitClassifier },
    {
      name: 'digitClassifier.classify',
      call: ofClassifier(({ classify }, images) => classify(images)),
      args: () => ({ images: ones([1, 28, 28, 1]) }),
      disposed: () =>
        ofClassifier(({ classify, dispose }, images) => {
          dispose();
          return classify(images);
        })(ones([1, 28, 28, 1])),
    },
    {
      name: 'digitClassifier.features',
      call: ofClassifier(({ features }, images) => features(images)),
      args: () => ({ images: ones([1, 28, 28, 1]) }),
    },
  ],
  evaluateSamples: [
    {
      name: 'evaluateSamples',
      call: metrics.evaluateSamples,
      args: () => ({
        model: points,
        data: { length: 1, epoch: batches },
        options: { features: (x: Tensor) => x, count: 6, key: key(1) },
      }),
    },
    {
      name: 'evaluateSamples',
      call: (data: Tensor, count: number, key: Key, neighbours: number, batchSize: number) =>
        metrics.evaluateSamples(points, data, { features: (x) => x, count, key, neighbours, batchSize }),
      args: () => ({ data: normal(key(3), [6, 2]), count: 6, key: key(1), neighbours: 2, batchSize: 4 }),
      optional: ['neighbours', 'batchSize'],
    },
    {
      name: 'evaluateSamples',
      call: (features: metrics.Features, classify: metrics.Features, context: () => Context, label: string) =>
        metrics.evaluateSamples(points, normal(key(3), [6, 2]), {
          ...{ features, classify, context, label },
          ...{ count: 10, key: key(1) },
        }),
      args: () => ({
        features: (x: Tensor) => x,
        classify: (x: Tensor) => fill([x.shape[0]!, 2], 0.5),
        context: (count: number) => ({ label: zeros([count], 'int32') }),
        label: 'label',
      }),
      optional: ['label'],
    },
  ],
  frechetDistance: {
    name: 'frechetDistance',
    call: metrics.frechetDistance,
    args: () => ({ real: latents(), generated: latents() }),
  },
  inceptionScore: {
    name: 'inceptionScore',
    call: metrics.inceptionScore,
    args: () => ({ probabilities: tensor2d([[0.5, 0.5]]), options: { splits: 1 } }),
    optional: ['options'],
  },
  key: randomRows.key!,
  kernelDistance: {
    name: 'kernelDistance',
    call: metrics.kernelDistance,
    args: () => ({
      real: latents(),
      generated: latents(),
      options: { key: key(1), subsets: 2, subsetSize: 2 },
    }),
  },
  mind: {
    name: 'mind',
    call: metrics.mind,
    args: () => ({ real: latents(), generated: latents(), options: { key: key(1), projections: 1 } }),
  },
  modeCoverage: {
    name: 'modeCoverage',
    call: metrics.modeCoverage,
    args: () => ({ samples: latents(), modes: latents(), options: { standardDeviation: 1, within: 3 } }),
  },
  mutualInformationGap: {
    name: 'mutualInformationGap',
    call: metrics.mutualInformationGap,
    args: () => ({
      latents: latents(),
      factors: tensor2d([[0], [1]], undefined, 'int32'),
      options: { bins: 2 },
    }),
    optional: ['options'],
  },
  nearestReal: {
    name: 'nearestReal',
    call: metrics.nearestReal,
    args: () => ({ real: latents(), generated: latents() }),
  },
  pathLength: [
    {
      name: 'pathLength',
      call: metrics.pathLength,
      args: () => ({
        model: { decode: (latents: Tensor) => latents },
        options: { latentShape: [2], features: (x: Tensor) => x, key: key(1), count: 2 },
      }),
    },
    {
      name: 'pathLength',
      call: (latentShape: number[], key: Key, count: number, epsilon: number, batchSize: number) =>
        metrics.pathLength(
          { decode: (latents) => latents },
          { features: (x) => x, latentShape, key, count, epsilon, batchSize },
        ),
      args: () => ({ latentShape: [2], key: key(1), count: 2, epsilon: 0.1, batchSize: 1 }),
      optional: ['count', 'epsilon', 'batchSize'],
    },
  ],
  perplexity: {
    name: 'perplexity',
    call: metrics.perplexity,
    args: () => ({ indices: tensor1d([0, 1], 'int32'), codebookSize: 2 }),
  },
  precisionRecall: {
    name: 'precisionRecall',
    call: metrics.precisionRecall,
    args: () => ({ real: latents(), generated: latents(), options: { neighbours: 1 } }),
    optional: ['options'],
  },
  purity: {
    name: 'purity',
    call: metrics.purity,
    args: () => ({ groups: tensor1d([0, 1], 'int32'), classes: tensor1d([0, 1], 'int32') }),
  },
  reconstructionError: {
    name: 'reconstructionError',
    call: metrics.reconstructionError,
    args: () => ({ data: ones([2, 2]), reconstruction: ones([2, 2]), options: { kind: 'squared' } }),
    optional: ['options'],
  },
  sapScore: {
    name: 'sapScore',
    call: metrics.sapScore,
    args: () => ({ latents: latents(), factors: latents() }),
  },
  stackedModes: {
    name: 'stackedModes',
    call: metrics.stackedModes,
    args: () => ({ classes: tensor2d([[0, 1]], undefined, 'int32'), options: { classes: 2 } }),
    optional: ['options'],
  },
  statisticallyDifferentBins: {
    name: 'statisticallyDifferentBins',
    call: metrics.statisticallyDifferentBins,
    args: () => ({ real: latents(), generated: latents(), options: { key: key(1), bins: 2 } }),
  },
  sharpness: { name: 'sharpness', call: metrics.sharpness, args: () => ({ images: images(), data: images() }) },
  vendiScore: { name: 'vendiScore', call: metrics.vendiScore, args: () => ({ features: latents() }) },
};
