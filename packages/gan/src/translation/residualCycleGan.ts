import { assertInteger, assertPicture, checkOptions } from '@latentkit/check';
import type { NetworkRecipe } from '@latentkit/model';
import {
  chain,
  conv2d,
  conv2dTranspose,
  instanceNorm,
  type Layer,
  relu,
  rescale,
  residual,
  sigmoid,
} from '@latentkit/nn';
import type { CycleGanArchitecture } from './cycleGanParts.ts';
import { patchCritic } from './patchCritic.ts';

/** The options of `residualCycleGan`. */
export interface ResidualCycleGanOptions {
  /** Filters where pictures come in and go out; inside, at half the size, twice as many. Default 16. */
  readonly filters?: number;
  /** How many residual blocks each translation has at half the size, at least 0. Default 2. */
  readonly blocks?: number;
}

/**
 * Small networks for `cycleGan` and pictures in [0, 1] of any size and number of channels, both kinds of one size: each
 * translation goes to half the size, through residual blocks and back, with instance norm; critics score patches.
 *
 * @throws RangeError, TypeError unless the options are integers; by the model, where a shape is not
 *   `[height, width, channels]`, or heights or widths differ
 * @example
 * const options = { shape: [14, 14, 1], seed: 1 };
 * cycleGan(residualCycleGan({ filters: 4 }), options).translate(zeros([2, 14, 14, 1])).shape; // [2, 14, 14, 1]
 *
 * Zhu et al. 2017, appendix 7.2, https://arxiv.org/abs/1703.10593
 */
export function residualCycleGan(options: ResidualCycleGanOptions = {}): CycleGanArchitecture {
  const { filters = 16, blocks = 2 } = checkOptions('residualCycleGan', options, ['filters', 'blocks']);
  assertInteger('residualCycleGan', 'filters', filters);
  assertInteger('residualCycleGan', 'blocks', blocks, 0);
  const generator = translator(filters, blocks);
  const critic = patchCritic(filters);
  return { forward: generator, backward: generator, dataCritic: critic, targetCritic: critic };
}

function translator(filters: number, blocks: number): NetworkRecipe {
  const inside = 2 * filters;
  const normalized = (layer: Layer) => [layer, instanceNorm(), relu];
  const block = residual(
    chain([...normalized(conv2d(inside, { kernelSize: 3 })), conv2d(inside, { kernelSize: 3 }), instanceNorm()]),
  );
  return (outputShape) => {
    assertPicture('residualCycleGan', 'outputShape', outputShape);
    const [height, width, channels] = outputShape;
    return chain([
      rescale(2, -1),
      ...normalized(conv2d(filters, { kernelSize: 3 })),
      ...normalized(conv2d(inside, { kernelSize: 4, strides: 2 })),
      ...Array<Layer>(blocks).fill(block),
      ...normalized(conv2dTranspose(filters, { kernelSize: 4, strides: 2, outputSize: [height, width] })),
      conv2d(channels, { kernelSize: 3 }),
      sigmoid,
    ]);
  };
}
