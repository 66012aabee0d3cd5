import { assertShape, checkOptions } from '@latentkit/check';
import { type ContextSizes, chain, convDown, convUp, flatten, type Layer, readConditions } from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/** The options of `conv`. */
export interface ConvOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 32)`. */
  readonly filters?: readonly number[];
  /** What both networks read from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
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
  const { filters, conditions } = checkOptions('conv', options, ['filters', 'conditions']);
  if (filters !== undefined) assertShape('conv', 'filters', filters);
  const read = readConditions('conv', conditions);
  const stages = filters && { filters };
  const conditioned = (layer: Layer) => (read.length > 0 ? chain([...read, layer]) : layer);
  return {
    encoder: (outputShape) => conditioned(convDown(outputShape, stages)),
    decoder: (outputShape) => (inputShape, key) => {
      const up = conditioned(convUp(outputShape, stages));
      return (inputShape.length > 1 ? chain([flatten, up]) : up)(inputShape, key);
    },
  };
}
