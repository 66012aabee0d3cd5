import { type Family, isotropicGaussian } from '@latentkit/distributions';
import {
  type ConvOptions,
  type EncoderDecoder,
  encoderDecoders,
  type MlpOptions,
  type PointsOptions,
} from '@latentkit/nn';
import type { AeNetworks } from './networks.ts';

const presets = encoderDecoders(1);

/**
 * Multi-layer perceptrons with ReLU, for data of any shape: 784-400-latentSize and back for digits, unless `hidden` says
 * otherwise.
 *
 * @throws RangeError or TypeError where the shape, a size or the seed is not what is expected
 * @example
 * ae(mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 })).stepCount; // 0
 */
export const mlp: (options: MlpOptions) => EncoderDecoder = presets.mlp;

/**
 * Convolutions of stride 2 down, transposed convolutions up, for pictures of any size and number of channels.
 *
 * @throws RangeError or TypeError where the shape is not `[height, width, channels]`, or a size or the seed is wrong
 * @example
 * ae(conv({ shape: [28, 28, 1], latentSize: 20, seed: 1 })).stepCount; // 0
 */
export const conv: (options: ConvOptions) => EncoderDecoder = presets.conv;

/**
 * Small networks for points in the plane: two hidden layers of 64 with SiLU, smooth enough to bend a line into a ring. With
 * them goes the likelihood `isotropicGaussian({ standardDeviation: 0.1 })`, for coordinates of any size.
 *
 * @throws RangeError or TypeError where the shape, a size or the seed is not what is expected
 * @example
 * ae(points({ seed: 1 })).stepCount; // 0
 */
export const points = (options: PointsOptions): AeNetworks & { readonly likelihood: Family } => ({
  ...presets.points(options),
  likelihood: isotropicGaussian({ standardDeviation: 0.1 }),
});
