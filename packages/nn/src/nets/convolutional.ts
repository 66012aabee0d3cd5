import { assertFunction, assertInteger, assertPicture, assertShape, checkOptions } from '@latentkit/check';
import type { Initializer } from '../initializers/initializer.ts';
import { relu } from '../layers/activations.ts';
import { chain } from '../layers/chain.ts';
import { conv2d } from '../layers/conv2d.ts';
import { conv2dTranspose } from '../layers/conv2dTranspose.ts';
import { dense } from '../layers/dense.ts';
import { flatten } from '../layers/flatten.ts';
import { reshape } from '../layers/reshape.ts';
import type { Layer, Shape } from '../network.ts';

/** What the stages of a convolutional net have in common. */
export interface ConvolutionalOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default by `stageFilters`. */
  readonly filters?: readonly number[];
  /** What follows each stage. Default `relu`. */
  readonly activation?: Layer;
  /** Stands between a convolution and its activation, such as `batchNorm()`; none where the picture comes in or goes out. */
  readonly normalization?: Layer;
  /** How the kernels begin. Default that of `dense` and `conv2d`. */
  readonly kernelInitializer?: Initializer;
  /** Height and width of a kernel, in pixels. Default 4, a multiple of the stride: no checkerboard (Odena et al. 2016). */
  readonly kernelSize?: number;
  /** What `convDown` ends in, from the smallest picture on. Default `flatten`, and a linear layer of `outputShape`. */
  readonly head?: Layer;
}

const STRIDE = 2;
const SMALLEST_SIDE = 7;

/**
 * Filters for pictures of a size: one stage for every halving until the smaller side is at most 7, doubling from `base`.
 *
 * @param shape `[height, width, channels]`
 * @param base filters of the first stage
 * @throws TypeError, RangeError unless `shape` is that of a picture and `base` an integer of at least 1
 * @example
 * stageFilters([28, 28, 1], 32); // [32, 64]
 * stageFilters([64, 64, 3], 32); // [32, 64, 128, 256]
 */
export function stageFilters(shape: Shape, base: number): number[] {
  assertInteger('stageFilters', 'base', base);
  assertPicture('stageFilters', 'shape', shape);
  const [height, width] = shape;
  const filters = [base];
  for (let side = half(Math.min(height, width)); side > SMALLEST_SIDE; side = half(side))
    filters.push(filters.at(-1)! * 2);
  return filters;
}

/**
 * From pictures to vectors: each stage a convolution of stride 2, its normalisation and its activation, then a linear layer.
 *
 * @param outputShape the shape of one output, without the batch
 * @returns a layer `[batch, height, width, channels] -> [batch, ...outputShape]`, for any height, width and channels
 * @throws RangeError where the input is not a picture
 * @example
 * sequential([convDown([20])], { inputShape: [28, 28, 1], key: key(1) }).outputShape; // [20]
 */
export function convDown(outputShape: Shape, options: ConvolutionalOptions = {}): Layer {
  assertShape('convDown', 'outputShape', outputShape);
  checkConvolutional('convDown', options);
  return (inputShape, key) => {
    assertPicture('convDown', 'inputShape', inputShape);
    const {
      filters = stageFilters(inputShape, 32),
      activation = relu,
      normalization,
      kernelSize = 4,
      head,
      ...weights
    } = options;
    const stages = filters.flatMap((count, stage) => [
      conv2d(count, { ...weights, kernelSize, strides: STRIDE }),
      ...(normalization && stage > 0 ? [normalization] : []),
      activation,
    ]);
    const linear = () => [flatten, dense(product(outputShape), weights), reshape(outputShape)];
    return chain([...stages, ...(head ? [head] : linear())])(inputShape, key);
  };
}

/**
 * From vectors to pictures, the mirror of `convDown`: a linear layer to the smallest picture, then each stage a transposed
 * convolution of stride 2. The last is linear: logits, or what an activation after it makes of them.
 *
 * @param outputShape `[height, width, channels]`, any
 * @returns a layer `[batch, size] -> [batch, height, width, channels]`
 * @throws RangeError where `outputShape` is not that of a picture
 * @example
 * sequential([convUp([28, 28, 1])], { inputShape: [20], key: key(1) }).outputShape; // [28, 28, 1]
 */
export function convUp(outputShape: Shape, options: ConvolutionalOptions = {}): Layer {
  assertPicture('convUp', 'outputShape', outputShape);
  const [height, width, channels] = outputShape;
  checkConvolutional('convUp', options);
  const {
    filters = stageFilters(outputShape, 32),
    activation = relu,
    normalization,
    kernelSize = 4,
    ...weights
  } = options;
  const sizes = [[height, width] as const];
  for (let stage = 0; stage < filters.length; stage++) sizes.unshift([half(sizes[0]![0]), half(sizes[0]![1])]);
  const between = [...(normalization ? [normalization] : []), activation];
  const [smallest, ...larger] = sizes as [readonly [number, number], ...(readonly [number, number])[]];
  const outwards = [...filters].reverse();
  const seed = [...smallest, outwards[0] ?? channels];
  const stages = larger.flatMap((outputSize, stage) => {
    const isLast = stage === larger.length - 1;
    const upsample = conv2dTranspose(isLast ? channels : outwards[stage + 1]!, {
      ...weights,
      kernelSize,
      strides: STRIDE,
      outputSize,
    });
    return isLast ? [upsample] : [upsample, ...between];
  });
  return chain([dense(product(seed), weights), reshape(seed), ...between, ...stages]);
}

function half(side: number): number {
  return Math.ceil(side / STRIDE);
}

function product(shape: Shape): number {
  return shape.reduce((total, size) => total * size, 1);
}

function checkConvolutional(caller: string, options: ConvolutionalOptions): void {
  const names = ['filters', 'activation', 'normalization', 'kernelInitializer', 'kernelSize'] as const;
  checkOptions(caller, options, caller === 'convDown' ? [...names, 'head'] : names);
  const { filters, activation, normalization, kernelInitializer, kernelSize, head } = options;
  if (filters !== undefined) assertShape(caller, 'filters', filters);
  if (activation !== undefined) assertFunction(caller, 'activation', activation, 'a layer');
  if (normalization !== undefined) assertFunction(caller, 'normalization', normalization, 'a layer');
  if (head !== undefined) assertFunction(caller, 'head', head, 'a layer');
  if (kernelInitializer !== undefined) {
    assertFunction(caller, 'kernelInitializer', kernelInitializer, 'an initializer');
  }
  if (kernelSize !== undefined) assertInteger(caller, 'kernelSize', kernelSize);
}
