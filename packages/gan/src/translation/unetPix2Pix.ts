import { assertPicture, assertShape, checkOptions } from '@latentkit/check';
import {
  chain,
  compose,
  conv2d,
  conv2dTranspose,
  instanceNorm,
  type Layer,
  leakyRelu,
  relu,
  rescale,
  sigmoid,
  stageFilters,
} from '@latentkit/nn';
import { concat } from '@tensorflow/tfjs-core';
import { patchCritic } from './patchCritic.ts';
import type { Pix2PixArchitecture } from './pix2pixParts.ts';

/** The options of `unetPix2Pix`. */
export interface UnetPix2PixOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 16)`. */
  readonly filters?: readonly number[];
}

const convolution = { kernelSize: 4, strides: 2 } as const;
const slope = leakyRelu(0.2);

/**
 * A U-Net and a critic of patches, for `pix2pix` and pictures in [0, 1] of any size: what each stage is given on the way
 * down is put beside what comes back up, so that edges stay where they are.
 *
 * @throws RangeError, TypeError unless the filters are integers of at least 1; by the model, where a shape is not
 *   `[height, width, channels]`
 * @example
 * const options = { shape: [28, 28, 1], seed: 1 };
 * pix2pix(unetPix2Pix({ filters: [4, 8] }), options).translate(zeros([2, 28, 28, 1])).shape; // [2, 28, 28, 1]
 *
 * Ronneberger, Fischer & Brox, "U-Net", 2015, https://arxiv.org/abs/1505.04597; Isola et al. 2017
 */
export function unetPix2Pix(options: UnetPix2PixOptions = {}): Pix2PixArchitecture {
  const { filters } = checkOptions('unetPix2Pix', options, ['filters']);
  if (filters !== undefined) assertShape('unetPix2Pix', 'filters', filters);
  return {
    generator: (outputShape) => (inputShape, key) => {
      assertPicture('unetPix2Pix', 'inputShape', inputShape);
      assertPicture('unetPix2Pix', 'outputShape', outputShape);
      return chain([rescale(2, -1), stage(filters ?? stageFilters(inputShape, 16), outputShape[2]), sigmoid])(
        inputShape,
        key,
      );
    },
    critic: (outputShape) => (inputShape, key) => {
      assertPicture('unetPix2Pix', 'inputShape', inputShape);
      return patchCritic((filters ?? stageFilters(inputShape, 16))[0] ?? inputShape[2])(outputShape)(inputShape, key);
    },
  };
}

/** Down to half the size, through the stages within beside what they are given, and up to so many channels. */
function stage([filters, ...within]: readonly number[], channels: number): Layer {
  return (inputShape, key) => {
    if (filters === undefined) return conv2d(channels, { kernelSize: 3 })(inputShape, key);
    const outputSize = inputShape.slice(0, 2) as [number, number];
    const inside = chain([slope, stage(within, filters), instanceNorm()]);
    return chain([
      conv2d(filters, convolution),
      ...(within.length > 0 ? [beside(inside)] : []),
      relu,
      conv2dTranspose(channels, { ...convolution, outputSize }),
    ])(inputShape, key);
  };
}

/** The input, and beside it in channels what a layer makes of it. */
function beside(layer: Layer): Layer {
  return (inputShape, key) => {
    const network = layer(inputShape, key);
    const outputShape = [...inputShape.slice(0, -1), inputShape.at(-1)! + network.outputShape.at(-1)!];
    const joined = compose({ network }, ({ network }, input) => concat([input, network(input)], -1));
    return { ...joined, inputShape, outputShape };
  };
}
