import { assertInteger, assertOneOf, show } from '@latentkit/check';
import type { DenseOptions } from './dense.ts';
import { denseOptions, weightOptions } from './weightOptions.ts';

/** A size in pixels: one number for both, or `[height, width]`. */
export type Size = number | readonly [number, number];

/** How a convolution goes over a picture, and how it begins. */
export interface Conv2dOptions extends DenseOptions {
  /** Height and width of the kernel. */
  readonly kernelSize: Size;
  /** Pixels from one window to the next. Default 1. */
  readonly strides?: Size;
  /** `'same'` pads with zeros so that a stride of 1 keeps the size, `'valid'` not at all. Default `'same'`. */
  readonly padding?: 'same' | 'valid';
}

/** The names of `Conv2dOptions`. */
export const conv2dOptions = [...denseOptions, 'kernelSize', 'strides', 'padding'] as const;

/** The options both convolutions check alike. */
export function geometry(caller: string, filters: number, options: Conv2dOptions) {
  assertInteger(caller, 'filters', filters);
  const { kernelSize, strides = 1, padding = 'same' } = options;
  assertOneOf(caller, 'padding', padding, ['same', 'valid'] as const);
  return {
    weights: weightOptions(caller, options),
    kernelSize: pair(caller, 'kernelSize', kernelSize),
    strides: pair(caller, 'strides', strides),
    padding,
  };
}

/** @throws TypeError, RangeError unless one or two integers of at least 1. */
export function pair(caller: string, argument: string, size: Size): [number, number] {
  const [height, width, ...more] = Array.isArray(size) ? size : [size, size];
  assertInteger(caller, argument, height);
  assertInteger(caller, argument, width);
  if (more.length > 0) {
    throw new RangeError(`${caller}: ${argument} is ${show(size)} but a number or [height,width] was expected.`);
  }
  return [height, width];
}

/** The size of a convolution's output along one axis; 0 or less where the kernel does not fit. */
export function convolvedSize(size: number, kernel: number, stride: number, padding: 'same' | 'valid'): number {
  return padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
}
