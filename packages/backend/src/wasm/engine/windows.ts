import type { backend_util } from '@tensorflow/tfjs-core';

/** A window over pictures, as words of a kernel's arguments: see `kernels/windows.ts`. */
export function windowWords(info: backend_util.Conv2DInfo | backend_util.Conv3DInfo): number[] {
  const words: number[] = [];
  const solid = 'inDepth' in info;
  const triple = (depth: number, height: number, width: number) => words.push(depth, height, width);
  triple(solid ? info.inDepth : 1, info.inHeight, info.inWidth);
  triple(solid ? info.outDepth : 1, info.outHeight, info.outWidth);
  triple(solid ? info.strideDepth : 1, info.strideHeight, info.strideWidth);
  triple(solid ? info.filterDepth : 1, info.filterHeight, info.filterWidth);
  triple(solid ? info.dilationDepth : 1, info.dilationHeight, info.dilationWidth);
  triple(solid ? info.padInfo.front : 0, info.padInfo.top, info.padInfo.left);
  return words;
}
