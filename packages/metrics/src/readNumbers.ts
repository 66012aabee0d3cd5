import { show, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The numbers of a tensor in float64. Rejects with a RangeError where one of them is not finite: no metric says what it hides. */
export async function readNumbers(caller: string, argument: string, tensor: Tensor): Promise<Float64Array> {
  const numbers = Float64Array.from(await tensor.data());
  const wrong = numbers.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`${caller}: ${argument} has ${show(wrong)} in it but finite numbers were expected.`);
  }
  return numbers;
}

/** Column `column` of rows of `width` numbers. */
export function columnOf(numbers: Float64Array, width: number, column: number): Float64Array {
  return Float64Array.from({ length: numbers.length / width }, (_, row) => numbers[row * width + column]!);
}

/** @throws RangeError unless `[n, columns]`, with at least two rows */
export function assertRows(caller: string, argument: string, { shape }: Tensor, columns: string): void {
  if (shape.length !== 2 || shape[0]! < 2 || shape[1]! < 1) {
    throw new RangeError(
      `${caller}: ${argument} has shape ${showShape(shape)} but ${showShape(['n', columns])} was expected, n at least 2.`,
    );
  }
}

/** Mean of some numbers. */
export const meanOf = (numbers: Float64Array): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** Mean squared distance from the mean, over n and not n − 1. */
export function varianceOf(numbers: Float64Array): number {
  const mean = meanOf(numbers);
  return numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
}

/** Refuses latents and factors that are not of the same examples. */
export function assertFactors(caller: string, latents: Tensor, factors: Tensor): void {
  assertRows(caller, 'latents', latents, 'latents');
  assertRows(caller, 'factors', factors, 'factors');
  if (latents.shape[0] !== factors.shape[0]) {
    throw new RangeError(
      `${caller}: latents has shape ${showShape(latents.shape)} but factors has shape ${showShape(factors.shape)}: as many examples were expected.`,
    );
  }
  if (latents.shape[1]! < 2) {
    throw new RangeError(
      `${caller}: latents has shape ${showShape(latents.shape)} but at least 2 latents were expected.`,
    );
  }
}

/** For each factor the greatest of its scores less the one after it, averaged over the factors. */
export function meanGap(scores: readonly (readonly number[])[]): number {
  const gaps = scores.map((ofFactor) => {
    const [first, second] = [...ofFactor].sort((a, b) => b - a) as [number, number];
    return first - second;
  });
  return meanOf(Float64Array.from(gaps));
}
