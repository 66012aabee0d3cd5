import { assertTensor, showShape } from '@latentkit/check';
import { type HostPoints, sizeOf } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Features of real and of generated examples, read from the device. */
export interface SampleSets {
  readonly real: HostPoints;
  readonly generated: HostPoints;
}

/**
 * Reads both sets, each `[n, ...features]`.
 *
 * @param least how many examples each set must have
 * @throws TypeError, RangeError for other shapes, too few examples, and numbers that are not finite
 */
export async function readSampleSets(
  caller: string,
  real: Tensor,
  generated: Tensor,
  least: number,
): Promise<SampleSets> {
  assertFeatures(caller, 'real', real, least);
  assertFeatures(caller, 'generated', generated, least);
  if (showShape(real.shape.slice(1)) !== showShape(generated.shape.slice(1))) {
    throw new RangeError(
      `${caller}: real has shape ${showShape(real.shape)} but generated has shape ${showShape(generated.shape)}: the same features were expected.`,
    );
  }
  const [ofReal, ofGenerated] = await Promise.all([
    readPoints(caller, 'real', real),
    readPoints(caller, 'generated', generated),
  ]);
  return { real: ofReal, generated: ofGenerated };
}

/**
 * Reads one set, `[n, ...features]`.
 *
 * @param least how many examples it must have
 * @throws TypeError, RangeError as `readSampleSets`
 */
export async function readFeatures(
  caller: string,
  argument: string,
  features: Tensor,
  least: number,
): Promise<HostPoints> {
  assertFeatures(caller, argument, features, least);
  return readPoints(caller, argument, features);
}

function assertFeatures(caller: string, argument: string, features: Tensor, least: number): void {
  assertTensor(caller, argument, features);
  const { shape } = features;
  if (shape.length >= 2 && shape[0]! >= least && sizeOf(shape.slice(1)) >= 1) return;
  throw new RangeError(
    `${caller}: ${argument} has shape ${showShape(shape)} but ${showShape(['n', '...features'])} was expected, n at least ${least}.`,
  );
}

async function readPoints(caller: string, argument: string, tensor: Tensor): Promise<HostPoints> {
  const values = Float32Array.from(await tensor.data());
  const [count, ...features] = tensor.shape as [number, ...number[]];
  const size = sizeOf(features);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(
      `${caller}: ${argument} is ${values[wrong]} at example ${Math.floor(wrong / size)} but finite numbers were expected.`,
    );
  }
  return { values, count, size };
}
