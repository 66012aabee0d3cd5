import type { AbortSignalLike } from '@latentkit/check';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/**
 * A rule for the width of the kernel, as a value: `scott`, `silverman`, `heldOut()`, or one of your own.
 *
 * @param whitened the points `[n, d]`, moved and turned so that their covariance is the identity
 * @param signal what aborts a rule that takes long
 * @returns the bandwidth: the kernel's covariance is its square times that of the points
 */
export type BandwidthRule = (whitened: Tensor2D, signal?: AbortSignalLike) => number | Promise<number>;
