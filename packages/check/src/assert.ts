import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import { assertTensor } from './assertTensor.ts';
import { show } from './show.ts';

/** Shapes as errors show them: `[2,3]`. */
export function showShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(',')}]`;
}

/** @throws TypeError unless all are float32 tensors, RangeError unless of the same shape: nothing is broadcast. */
export function assertSameShape(caller: string, tensors: Record<string, Tensor>): void {
  for (const [name, tensor] of Object.entries(tensors)) assertTensor(caller, name, tensor);
  const [[firstName, first], ...rest] = Object.entries(tensors) as [[string, Tensor], ...[string, Tensor][]];
  for (const [name, tensor] of rest) {
    if (!sameShape(first.shape, tensor.shape)) {
      throw new RangeError(
        `${caller}: ${firstName} has shape ${showShape(first.shape)} but ${name} has shape ${showShape(tensor.shape)}.`,
      );
    }
  }
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** @throws TypeError unless a tensor of one of these types, RangeError unless it is `[batch, ...shape]`. */
export function assertBatchOf(
  caller: string,
  argument: string,
  input: Tensor,
  shape: readonly number[],
  dtypes: readonly DataType[] = ['float32'],
): void {
  assertTensor(caller, argument, input, dtypes);
  if (!sameShape(input.shape.slice(1), shape)) {
    throw new RangeError(
      `${caller}: ${argument} has shape ${showShape(input.shape)} but ${showShape(['batch', ...shape])} was expected.`,
    );
  }
}

/** @throws TypeError unless a number, RangeError unless an integer of at least `minimum`. */
export function assertInteger(caller: string, argument: string, value: unknown, minimum = 1): asserts value is number {
  assertIsNumber(caller, argument, value);
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new RangeError(`${caller}: ${argument} is ${value} but an integer of at least ${minimum} was expected.`);
  }
}

/** @throws TypeError unless a number, RangeError unless finite and > 0. */
export function assertPositive(caller: string, argument: string, value: unknown): asserts value is number {
  assertIsNumber(caller, argument, value);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${caller}: ${argument} is ${value} but a finite number above 0 was expected.`);
  }
}

/** @throws TypeError unless a number, RangeError unless finite and >= 0. */
export function assertNotNegative(caller: string, argument: string, value: unknown): asserts value is number {
  assertIsNumber(caller, argument, value);
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${caller}: ${argument} is ${value} but a finite number of at least 0 was expected.`);
  }
}

/** @throws TypeError unless a number, RangeError unless finite. */
export function assertFinite(caller: string, argument: string, value: unknown): asserts value is number {
  assertIsNumber(caller, argument, value);
  if (!Number.isFinite(value)) {
    throw new RangeError(`${caller}: ${argument} is ${value} but a finite number was expected.`);
  }
}

/** @throws TypeError unless a number, RangeError unless `minimum <= value <= maximum`. */
export function assertBetween(
  caller: string,
  argument: string,
  value: unknown,
  minimum: number,
  maximum: number,
): asserts value is number {
  assertIsNumber(caller, argument, value);
  if (!(value >= minimum && value <= maximum)) {
    throw new RangeError(`${caller}: ${argument} is ${value} but a number from ${minimum} to ${maximum} was expected.`);
  }
}

/** @throws TypeError unless an array of integers of at least 1. */
export function assertShape(caller: string, argument: string, value: unknown): asserts value is readonly number[] {
  // A copy has no holes, which `every` leaves out.
  if (!Array.isArray(value) || !Array.from(value).every((size) => Number.isSafeInteger(size) && size >= 1)) {
    throw new TypeError(
      `${caller}: ${argument} is ${show(value)} but an array of integers of at least 1 was expected.`,
    );
  }
}

/** @throws TypeError unless a shape, RangeError unless that of a picture, `[height, width, channels]`. */
export function assertPicture(
  caller: string,
  argument: string,
  value: unknown,
): asserts value is readonly [number, number, number] {
  assertShape(caller, argument, value);
  if (value.length !== 3) {
    throw new RangeError(`${caller}: ${argument} is ${showShape(value)} but [height,width,channels] was expected.`);
  }
}

/** @throws RangeError unless one of `allowed`. */
export function assertOneOf<T>(
  caller: string,
  argument: string,
  value: unknown,
  allowed: readonly T[],
): asserts value is T {
  if (!allowed.includes(value as T)) {
    throw new RangeError(
      `${caller}: ${argument} is ${show(value)} but one of ${allowed.map(show).join(', ')} was expected.`,
    );
  }
}

function assertIsNumber(caller: string, argument: string, value: unknown): asserts value is number {
  if (typeof value !== 'number') {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but a number was expected.`);
  }
}
