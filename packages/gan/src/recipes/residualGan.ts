import { assertInteger, checkOptions } from '@latentkit/check';
import {
  averagePool,
  batchNorm,
  chain,
  conditionalBatchNorm,
  conv2d,
  dense,
  flatten,
  type Layer,
  projection,
  relu,
  rescale,
  reshape,
  residual,
  sigmoid,
  upsample,
} from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import type { GanArchitecture } from '../model.ts';
import { assertFilters, stagesOf } from './stages.ts';

/** The options of `residualGan`. */
export interface ResidualGanOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 8)`. */
  readonly filters?: readonly number[];
  /** How many classes the labels have that it is conditioned on: integers from 0 to `classes − 1`. Default none. */
  readonly classes?: number;
}

const CALLER = 'residualGan';

/**
 * The residual networks of SN-GAN for pictures in [0, 1], of any number of channels, whose height and width every stage can
 * halve: 28, 32, 48, 64.
 *
 *   generator:  x + conv(relu(norm(conv(up(relu(norm(x)))))), both terms enlarged;   critic:  the same downwards, without norm
 *
 * Kernels are 3×3, pictures are enlarged by repeating pixels and reduced by means, and the critic's score is of sums over all
 * positions. The generator ends in a sigmoid, and the critic sees the data in [−1, 1]. With `classes` it is conditioned on
 * `label`: the generator's batch norm has a scale and an offset for each, and the critic's last layer is a projection.
 *
 * Train it by `sngan`, which normalises the critic's kernels, or with a penalty. For digits both optimizers were
 * `adam({ learningRate: 1e-3, beta1: 0, beta2: 0.9 })`, and the decay of the average 0.995.
 *
 * @throws RangeError, TypeError unless the filters, and the classes, are integers of at least 1; by the model, where the
 *   shape is not `[height, width, channels]` of such a size
 * @example
 * const options = { shape: [8, 8, 3], latentSize: 16, seed: 1 };
 * sngan(residualGan({ filters: [8] }), options).sample(2, key(1)).shape; // [2, 8, 8, 3]
 *
 * Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, https://arxiv.org/abs/1802.05957
 */
export function residualGan(options: ResidualGanOptions = {}): GanArchitecture {
  const { filters, classes } = checkOptions(CALLER, options, ['filters', 'classes']);
  assertFilters(CALLER, filters);
  if (classes !== undefined) assertInteger(CALLER, 'classes', classes);
  const norm = classes === undefined ? batchNorm() : conditionalBatchNorm('label', classes);
  return {
    generator(shape) {
      const stages = stagesOf(CALLER, shape, filters, 8);
      const outwards = [...stages.filters].reverse();
      const seed = [...stages.smallest, outwards[0]!];
      return chain([
        dense(seed.reduce((size, length) => size * length)),
        reshape(seed),
        ...outwards.map((count) => enlarging(count, norm)),
        norm,
        relu,
        conv2d(stages.channels, { kernelSize: 3 }),
        sigmoid,
      ]);
    },
    critic: (outputShape) => (shape, key) => {
      const stages = stagesOf(CALLER, shape, filters, 8);
      const [height, width] = stages.smallest;
      return chain([
        rescale(2, -1),
        ...stages.filters.map((count, stage) => reducing(count, stage === 0)),
        relu,
        averagePool([height, width]),
        flatten,
        rescale(height * width, 0),
        ...(classes === undefined
          ? [dense(sizeOf(outputShape)), reshape(outputShape)]
          : [projection('label', classes)]),
      ])(shape, key);
    },
  };
}

/** To twice the size. On repeated pixels a 1×1 kernel does what it does before they are repeated, at a quarter of the cost. */
function enlarging(count: number, norm: Layer): Layer {
  const block = [
    norm,
    relu,
    upsample(),
    conv2d(count, { kernelSize: 3 }),
    norm,
    relu,
    conv2d(count, { kernelSize: 3 }),
  ];
  return residual(chain(block), { shortcut: chain([conv2d(count, { kernelSize: 1 }), upsample()]) });
}

/** To half the size; the first sees the picture itself, so no activation comes before. */
function reducing(count: number, isFirst: boolean): Layer {
  const block = [conv2d(count, { kernelSize: 3 }), relu, conv2d(count, { kernelSize: 3 }), averagePool()];
  return residual(chain(isFirst ? block : [relu, ...block]), {
    shortcut: chain([averagePool(), conv2d(count, { kernelSize: 1 })]),
  });
}
