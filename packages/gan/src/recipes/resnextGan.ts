import { assertInteger, checkOptions } from '@latentkit/check';
import {
  averagePool,
  chain,
  conv2d,
  dense,
  depthwiseConv2d,
  flatten,
  type Initializer,
  type Layer,
  leakyRelu,
  lecunNormal,
  rescale,
  reshape,
  residual,
  sigmoid,
  upsample,
  zerosInitializer,
} from '@latentkit/nn';
import { normal } from '@latentkit/random';
import type { GanArchitecture } from '../model.ts';
import { assertFilters, stagesOf } from './stages.ts';

/** The options of `resnextGan`. */
export interface ResnextGanOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 8)`. */
  readonly filters?: readonly number[];
  /** How many blocks there are at each size of the picture, at least 1. Default 1; in the paper 2. */
  readonly blocks?: number;
  /** How many times as many channels there are within a block. Default 2, as in the paper. */
  readonly expansion?: number;
}

const CALLER = 'resnextGan';
const SLOPE = 0.2;

/**
 * The networks of R3GAN for pictures in [0, 1], of any number of channels, whose height and width every stage can halve: 28,
 * 32, 48, 64. There is no normalisation. At each size there are blocks
 *
 *   x + conv1×1(a(depthwise3×3(a(conv1×1(x))))),   a a leaky ReLU of slope 0.2
 *
 * with `expansion` times as many channels within, where the paper has groups of 16 channels and here each is a group of its own.
 * A block begins as x itself, its last kernel being 0, and the others are smaller the more blocks there are (Zhang et al.,
 * "Fixup Initialization", 2019). Between sizes, pictures are enlarged bilinearly and reduced by means. The generator ends in a
 * sigmoid, and the critic sees the data in [−1, 1].
 *
 * Train it by `r3gan`, or with another penalty. For digits both optimizers were
 * `adam({ learningRate: 1e-3, beta1: 0, beta2: 0.99 })`, and the decay of the average 0.995.
 *
 * @throws RangeError, TypeError unless all are integers of at least 1; by the model, where the shape is not
 *   `[height, width, channels]` of such a size
 * @example
 * const options = { shape: [8, 8, 3], latentSize: 16, seed: 1 };
 * r3gan(resnextGan({ filters: [8] }), options).sample(2, key(1)).shape; // [2, 8, 8, 3]
 *
 * Huang et al., "The GAN is dead; long live the GAN! A Modern Baseline GAN", 2024, https://arxiv.org/abs/2501.05441
 */
export function resnextGan(options: ResnextGanOptions = {}): GanArchitecture {
  const { filters, blocks = 1, expansion = 2 } = checkOptions(CALLER, options, ['filters', 'blocks', 'expansion']);
  assertFilters(CALLER, filters);
  assertInteger(CALLER, 'blocks', blocks);
  assertInteger(CALLER, 'expansion', expansion);
  /** The blocks of one size, in a network that has so many sizes. */
  const blocksOf = (count: number, sizes: number): Layer[] =>
    Array<Layer>(blocks).fill(block(count, expansion * count, fixup(blocks * sizes)));
  return {
    generator(shape) {
      const stages = stagesOf(CALLER, shape, filters, 8);
      const outwards = [...stages.filters].reverse();
      const sizes = outwards.length + 1;
      const seed = [...stages.smallest, outwards[0]!];
      return chain([
        dense(
          seed.reduce((size, length) => size * length),
          linear,
        ),
        reshape(seed),
        ...blocksOf(outwards[0]!, sizes),
        ...outwards.flatMap((count) => [
          conv2d(count, { kernelSize: 1, ...linear }),
          upsample(2, { method: 'bilinear' }),
          ...blocksOf(count, sizes),
        ]),
        conv2d(stages.channels, { kernelSize: 1, kernelInitializer: lecunNormal }),
        sigmoid,
      ]);
    },
    critic: (outputShape) => (shape, key) => {
      const stages = stagesOf(CALLER, shape, filters, 8);
      const inwards = stages.filters;
      const sizes = inwards.length + 1;
      return chain([
        rescale(2, -1),
        conv2d(inwards[0]!, { kernelSize: 1, kernelInitializer: lecunNormal }),
        ...inwards.flatMap((count, stage) => [
          ...blocksOf(count, sizes),
          averagePool(),
          conv2d(inwards[stage + 1] ?? count, { kernelSize: 1, ...linear }),
        ]),
        ...blocksOf(inwards.at(-1)!, sizes),
        flatten,
        dense(
          outputShape.reduce((size, length) => size * length),
          { kernelInitializer: lecunNormal },
        ),
        reshape(outputShape),
      ])(shape, key);
    },
  };
}

const linear = { bias: false, kernelInitializer: lecunNormal };

function block(count: number, within: number, kernelInitializer: Initializer): Layer {
  const activation = leakyRelu(SLOPE);
  return residual(
    chain([
      conv2d(within, { kernelSize: 1, kernelInitializer }),
      activation,
      depthwiseConv2d({ kernelSize: 3, kernelInitializer }),
      activation,
      conv2d(count, { kernelSize: 1, bias: false, kernelInitializer: zerosInitializer }),
    ]),
  );
}

/** Normal of variance `2 / ((1 + slope²) fanIn)`, times `1 / √blocks`: two of three layers share that factor. */
function fixup(blocks: number): Initializer {
  const gain = Math.sqrt(2 / (1 + SLOPE ** 2)) * blocks ** -0.25;
  return (key, shape, { fanIn }) => normal(key, shape, { standardDeviation: gain / Math.sqrt(fanIn) });
}
