import { assertShape, checkOptions } from '@latentkit/check';
import { convDown, convUp } from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/** The options of `conv`. */
export interface ConvOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 32)`. */
  readonly filters?: readonly number[];
}

/**
 * Convolutions of stride 2 down, transposed convolutions up, for pictures of any size and number of channels.
 *
 * @throws RangeError, TypeError unless the filters are integers of at least 1; by the model, where the shape is not
 *   `[height, width, channels]`
 * @example
 * const { encoder } = conv({ filters: [32, 64] });
 */
export function conv(options: ConvOptions = {}): AutoencoderArchitecture {
  const { filters } = checkOptions('conv', options, ['filters']);
  if (filters !== undefined) assertShape('conv', 'filters', filters);
  return {
    encoder: (outputShape) => convDown(outputShape, filters && { filters }),
    decoder: (outputShape) => convUp(outputShape, filters && { filters }),
  };
}
