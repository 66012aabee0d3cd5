import { fc } from '@latentkit/testing/properties';
import { backend, type backend_util, dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** One tap of one window on one picture: indices of pixels, in order of batch, depth, height and width. */
export interface Tap {
  readonly input: number;
  readonly output: number;
  readonly tap: number;
}

/** Every tap that lies inside, window by window. */
export function taps(info: backend_util.Conv2DInfo | backend_util.Conv3DInfo): Tap[] {
  const solid = 'inDepth' in info;
  const [inDepth, outDepth, filterDepth] = solid ? [info.inDepth, info.outDepth, info.filterDepth] : [1, 1, 1];
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = info;
  const found: Tap[] = [];
  let output = -1;
  for (let n = 0; n < info.batchSize; n++)
    for (let od = 0; od < outDepth; od++)
      for (let oy = 0; oy < outHeight; oy++)
        for (let ox = 0; ox < outWidth; ox++) {
          output++;
          for (let d = 0; d < filterDepth; d++)
            for (let i = 0; i < filterHeight; i++)
              for (let j = 0; j < filterWidth; j++) {
                const z = solid ? od * info.strideDepth - info.padInfo.front + d * info.dilationDepth : 0;
                const y = oy * info.strideHeight - info.padInfo.top + i * info.dilationHeight;
                const x = ox * info.strideWidth - info.padInfo.left + j * info.dilationWidth;
                if (z < 0 || y < 0 || x < 0 || z >= inDepth || y >= inHeight || x >= inWidth) continue;
                const input = ((n * inDepth + z) * inHeight + y) * inWidth + x;
                found.push({ input, output, tap: (d * filterHeight + i) * filterWidth + j });
              }
        }
  return found;
}

/** Numbers from −1 to 1, the same ones for the same seed. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

export function random<T extends Tensor>(shape: readonly number[], seed: number): T {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(numbers(size, seed), [...shape]) as T;
}

/** Fails where the backend keeps data that nobody asked for. */
export function expectNoDataLeft(make: () => Tensor | Tensor[]): void {
  const before = backend().numDataIds();
  dispose(make());
  expect(backend().numDataIds()).toBe(before);
}

/** Small pictures and windows, odd ones too: `[batch, height, width, channels]`, window, stride, padding. */
export const pictures = fc.record({
  shape: fc.tuple(fc.integer({ min: 1, max: 3 }), side(), side(), fc.integer({ min: 1, max: 9 })),
  size: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  stride: fc.integer({ min: 1, max: 3 }),
  pad: fc.constant('same' as const),
});

function side() {
  return fc.integer({ min: 1, max: 9 });
}
