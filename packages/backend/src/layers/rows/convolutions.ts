import { layers } from '@tensorflow/tfjs-layers';
import { type LayerType, on, type Variant } from '../variant.ts';

/** On WASM tfjs has no gradient by a filter. */
const noFilters = { plain: { wasm: 'throws' } } as const;
/** On WASM tfjs adds the gradient by the input to what was in memory before. */
const notCleared = { plain: { wasm: 'depends on what was in memory' } } as const;
/** tfjs has no gradient of a dilated convolution. */
const noDilations = { plain: { cpu: 'throws', wasm: 'throws' } } as const;

export const convolutions = {
  conv1d: [
    on([6, 2], 'valid', () => layers.conv1d({ filters: 2, kernelSize: 3 }), noFilters),
    on([6, 2], 'strides', () => layers.conv1d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }), noFilters),
    on([6, 2], 'dilated', () => layers.conv1d({ filters: 2, kernelSize: 3, dilationRate: 2 }), noDilations),
  ],
  conv2d: [
    on([4, 4, 2], 'valid', () => layers.conv2d({ filters: 2, kernelSize: 3 }), noFilters),
    on(
      [5, 4, 2],
      'strides, no bias',
      () =>
        layers.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu', useBias: false }),
      noFilters,
    ),
    on(
      [2, 5, 4],
      'channels first',
      () => layers.conv2d({ filters: 3, kernelSize: 2, dataFormat: 'channelsFirst' }),
      noFilters,
    ),
    ...(['linear', 'relu', 'tanh'] as const).map((activation) =>
      on(
        [5, 5, 2],
        `dilated, ${activation}`,
        () => layers.conv2d({ filters: 2, kernelSize: 3, dilationRate: 2, padding: 'same', activation }),
        noDilations,
      ),
    ),
    on(
      [5, 5, 2],
      'dilated one way, no bias',
      () => layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: [1, 3], useBias: false }),
      noDilations,
    ),
    on(
      [2, 5, 4],
      'dilated, channels first',
      () => layers.conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, dataFormat: 'channelsFirst' }),
      noDilations,
    ),
  ],
  conv2dTranspose: [
    on([3, 3, 2], 'valid', () => layers.conv2dTranspose({ filters: 2, kernelSize: 3 }), noFilters),
    on(
      [3, 3, 2],
      'strides',
      () => layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
      noFilters,
    ),
    on(
      [2, 3, 3],
      'channels first',
      () => layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, dataFormat: 'channelsFirst' }),
      noFilters,
    ),
  ],
  conv3d: [
    on([3, 3, 3, 2], 'valid', () => layers.conv3d({ filters: 2, kernelSize: 2 }), notCleared),
    on([3, 3, 3, 2], 'strides', () => layers.conv3d({ filters: 2, kernelSize: 2, strides: 2, padding: 'same' }), {
      plain: { wasm: 'wrong' },
    }),
    on(
      [2, 3, 3, 3],
      'channels first',
      () => layers.conv3d({ filters: 2, kernelSize: 2, dataFormat: 'channelsFirst' }),
      notCleared,
    ),
    on([4, 4, 4, 1], 'dilated', () => layers.conv3d({ filters: 2, kernelSize: 2, dilationRate: 2 }), noDilations),
  ],
  // tfjs lacks the gradient of the kernel that transposes.
  conv3dTranspose: [
    on([2, 2, 2, 2], 'strides', () => layers.conv3dTranspose({ filters: 2, kernelSize: 2, strides: 2 }), noDilations),
  ],
  convLstm2d: [
    on([2, 4, 4, 1], 'valid', () => layers.convLstm2d({ filters: 2, kernelSize: 2 }), noFilters),
    on(
      [2, 4, 4, 1],
      'dilated',
      () => layers.convLstm2d({ filters: 2, kernelSize: 2, padding: 'same', dilationRate: 2, returnSequences: true }),
      noDilations,
    ),
  ],
  depthwiseConv2d: [
    on([4, 4, 2], 'valid', () => layers.depthwiseConv2d({ kernelSize: 3 }), noFilters),
    on(
      [5, 4, 2],
      'strides, multiplier',
      () => layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2 }),
      noFilters,
    ),
    on(
      [2, 5, 4],
      'channels first',
      () => layers.depthwiseConv2d({ kernelSize: 2, dataFormat: 'channelsFirst' }),
      noFilters,
    ),
  ],
  separableConv2d: [
    on([4, 4, 2], 'valid', () => layers.separableConv2d({ filters: 2, kernelSize: 3 }), noFilters),
    on(
      [5, 4, 2],
      'strides',
      () => layers.separableConv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' }),
      noFilters,
    ),
    on(
      [5, 5, 2],
      'dilated, multiplier',
      () => layers.separableConv2d({ filters: 2, kernelSize: 2, dilationRate: 2, depthMultiplier: 2 }),
      noDilations,
    ),
  ],
} satisfies Partial<Record<LayerType, readonly Variant[]>>;
