import type { backend_util } from '@tensorflow/tfjs-core';

type Conv2DInfo = backend_util.Conv2DInfo;

/**
 * Calls `visit` for every stretch of an image that a filter row lies on. Both sides count in values from the first
 * image: `image` in `[batch, height, width, channels]`, `patch` in `[batch · outHeight · outWidth, filterHeight ·
 * filterWidth · channels]`. What lies outside the image is left out.
 */
function eachStretch(
  info: Conv2DInfo,
  images: number,
  visit: (image: number, patch: number, length: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } =
    info;
  let patch = 0;
  for (let n = 0; n < images; n++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const top = outY * strideHeight - info.padInfo.top;
      for (let outX = 0; outX < outWidth; outX++) {
        const left = outX * strideWidth - info.padInfo.left;
        const from = Math.max(0, -left);
        const length = (Math.min(filterWidth, inWidth - left) - from) * inChannels;
        for (let row = 0; row < filterHeight; row++, patch += filterWidth * inChannels) {
          const y = top + row;
          if (y < 0 || y >= inHeight || length <= 0) continue;
          visit(((n * inHeight + y) * inWidth + left + from) * inChannels, patch + from * inChannels, length);
        }
      }
    }
  }
}

/** Lays out the patches that the filter sees, one per row (im2col). `patches` must be zero before. */
export function gatherPatches(
  heap: Float32Array,
  image: number,
  patches: number,
  info: Conv2DInfo,
  images: number,
): void {
  eachStretch(info, images, (from, to, length) => {
    if (length < 32) for (let i = 0; i < length; i++) heap[patches + to + i] = heap[image + from + i]!;
    else heap.copyWithin(patches + to, image + from, image + from + length);
  });
}

/** Adds every patch back to where it came from (col2im). `image` must be zero before. */
export function scatterPatches(
  heap: Float32Array,
  image: number,
  patches: number,
  info: Conv2DInfo,
  images: number,
): void {
  eachStretch(info, images, (to, from, length) => {
    for (let i = 0; i < length; i++) heap[image + to + i]! += heap[patches + from + i]!;
  });
}

/** How many images to take at a time, so that their patches stay below 16 MB. */
export function imagesAtOnce(info: Conv2DInfo): number {
  const perImage = info.outHeight * info.outWidth * info.filterHeight * info.filterWidth * Math.max(1, info.inChannels);
  return Math.max(1, Math.min(info.batchSize, Math.floor((1 << 22) / perImage)));
}
