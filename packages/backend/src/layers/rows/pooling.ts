import { layers } from '@tensorflow/tfjs-layers';
import { type LayerType, on, type Variant } from '../variant.ts';

const same = { poolSize: 2, strides: 2, padding: 'same' } as const;
/** A window over the edge is averaged over what lies inside it, but tfjs's gradient divides by the whole window. */
const wrongAtEdges = { plain: { cpu: 'wrong', wasm: 'wrong' } } as const;
/** On WASM tfjs loses the gradient wherever the largest number of a window is not above 0. */
const wrongMaxima = { plain: { wasm: 'wrong' } } as const;

export const pooling = {
  averagePooling1d: [
    on([6, 2], 'valid', () => layers.averagePooling1d({ poolSize: 2 })),
    on([5, 2], 'same', () => layers.averagePooling1d(same), wrongAtEdges),
  ],
  averagePooling2d: [
    on([4, 4, 2], 'valid', () => layers.averagePooling2d({ poolSize: 2 })),
    on([5, 4, 2], 'same', () => layers.averagePooling2d(same), wrongAtEdges),
    on([2, 5, 4], 'channels first', () =>
      layers.averagePooling2d({ poolSize: 2, strides: 1, dataFormat: 'channelsFirst' }),
    ),
  ],
  averagePooling3d: [
    on([4, 4, 4, 2], 'valid', () => layers.averagePooling3d({ poolSize: 2 })),
    on([3, 4, 3, 2], 'same', () => layers.averagePooling3d(same), wrongAtEdges),
  ],
  maxPooling1d: [
    on([6, 2], 'valid', () => layers.maxPooling1d({ poolSize: 2 }), wrongMaxima),
    on([5, 2], 'same', () => layers.maxPooling1d(same), wrongMaxima),
  ],
  maxPooling2d: [
    on([4, 4, 2], 'valid', () => layers.maxPooling2d({ poolSize: 2 }), wrongMaxima),
    on([5, 4, 2], 'same', () => layers.maxPooling2d(same), wrongMaxima),
    on([2, 5, 4], 'channels first', () =>
      layers.maxPooling2d({ poolSize: 3, strides: 1, dataFormat: 'channelsFirst' }),
    ),
  ],
  maxPooling3d: [
    on([4, 4, 4, 2], 'valid', () => layers.maxPooling3d({ poolSize: 2 }), wrongMaxima),
    on([3, 4, 3, 2], 'same', () => layers.maxPooling3d(same), wrongMaxima),
  ],
  globalAveragePooling1d: [on([5, 2], 'default', () => layers.globalAveragePooling1d({}))],
  globalAveragePooling2d: [on([4, 3, 2], 'default', () => layers.globalAveragePooling2d({}))],
  globalMaxPooling1d: [on([5, 2], 'default', () => layers.globalMaxPooling1d({}))],
  globalMaxPooling2d: [on([4, 3, 2], 'default', () => layers.globalMaxPooling2d({}))],
  upSampling2d: [
    // On cpu tfjs spreads the gradient wrongly over a batch, and refuses where it is bilinear.
    on([2, 3, 2], 'nearest', () => layers.upSampling2d({ size: [2, 2] }), { plain: { cpu: 'wrong' } }),
    on([2, 3, 2], 'bilinear', () => layers.upSampling2d({ size: [2, 3], interpolation: 'bilinear' }), {
      plain: { cpu: 'throws' },
    }),
  ],
  cropping2D: [
    on([4, 5, 2], 'default', () =>
      layers.cropping2D({
        cropping: [
          [1, 1],
          [1, 2],
        ],
      }),
    ),
  ],
  zeroPadding2d: [
    on([3, 3, 2], 'default', () =>
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
    ),
  ],
} satisfies Partial<Record<LayerType, readonly Variant[]>>;
