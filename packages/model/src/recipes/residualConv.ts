import { assertInteger, assertPicture, assertShape, checkOptions } from '@latentkit/check';
import {
  type ContextSizes,
  chain,
  conv2d,
  conv2dTranspose,
  dense,
  flatten,
  type Layer,
  readConditions,
  relu,
  reshape,
  residual,
  type Shape,
  stageFilters,
} from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/** The options of `residualConv`. */
export interface ResidualConvOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 32)`. */
  readonly filters?: readonly number[];
  /** How many residual blocks there are where the picture is smallest, at least 0. Default 2. */
  readonly blocks?: number;
  /** What both networks read from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
}

/**
 * Convolutions of stride 2 with residual blocks below them, and the mirror of it: the networks of a VQ-VAE. Latents that are
 * a grid as large as the smallest picture, such as `[7, 7, 16]` for digits, keep their places; others are of a linear layer.
 *
 *   block(x) = x + conv1×1(relu(conv3×3(relu(x))))
 *
 * @throws RangeError, TypeError unless the filters are integers of at least 1, and the blocks one of at least 0; by the
 *   model, where the shape is not `[height, width, channels]`
 * @example
 * const { encoder } = residualConv({ filters: [32, 64], blocks: 1 });
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export function residualConv(options: ResidualConvOptions = {}): AutoencoderArchitecture {
  const {
    filters,
    blocks = 2,
    conditions,
  } = checkOptions('residualConv', options, ['filters', 'blocks', 'conditions']);
  if (filters !== undefined) assertShape('residualConv', 'filters', filters);
  assertInteger('residualConv', 'blocks', blocks, 0);
  const read = readConditions('residualConv', conditions);
  const residuals = (count: number) => [...Array(blocks).fill(block(count)), relu];
  return {
    encoder: (outputShape) => (inputShape, key) => {
      assertPicture('residualConv', 'inputShape', inputShape);
      const stages = filters ?? stageFilters(inputShape, 32);
      const down = stages.flatMap((count) => [conv2d(count, { kernelSize: 4, strides: 2 }), relu]);
      const layers = [...read, ...down.slice(0, -1), ...residuals(stages.at(-1)!), fitted(outputShape)];
      return chain(layers)(inputShape, key);
    },
    decoder: (outputShape) => {
      assertPicture('residualConv', 'outputShape', outputShape);
      const [height, width, channels] = outputShape;
      const stages = filters ?? stageFilters(outputShape, 32);
      const sizes = [[height, width] as const];
      for (const _ of stages) sizes.unshift([Math.ceil(sizes[0]![0] / 2), Math.ceil(sizes[0]![1] / 2)]);
      const [smallest, ...larger] = sizes as [readonly [number, number], ...(readonly [number, number])[]];
      const inwards = stages.at(-1)!;
      const outwards = [...stages.slice(0, -1).reverse(), channels];
      const up = larger.flatMap((outputSize, stage) => {
        const layer = conv2dTranspose(outwards[stage]!, { kernelSize: 4, strides: 2, outputSize });
        return stage === 0 ? [layer] : [relu, layer];
      });
      return chain([...read, fitted([...smallest, inwards]), ...residuals(inwards), ...up]);
    },
  };
}

function block(count: number): Layer {
  return residual(chain([relu, conv2d(count, { kernelSize: 3 }), relu, conv2d(count, { kernelSize: 1 })]));
}

/** To a shape: where places correspond by a convolution, else by a linear layer. */
function fitted(outputShape: Shape): Layer {
  return (inputShape, key) => {
    const isGrid = inputShape.length === 3 && outputShape.length === 3;
    if (isGrid && inputShape[0] === outputShape[0] && inputShape[1] === outputShape[1]) {
      return conv2d(outputShape[2]!, { kernelSize: 1 })(inputShape, key);
    }
    const size = outputShape.reduce((product, extent) => product * extent, 1);
    return chain([flatten, dense(size), reshape(outputShape)])(inputShape, key);
  };
}
