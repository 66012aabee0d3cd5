import { assertInteger, show } from '@latentkit/check';
import { type Key, key } from '@latentkit/random';
import type { Dataset } from '../core/dataset.ts';
import type { ExampleOf } from '../core/example.ts';
import { arraySource } from '../core/source.ts';
import { viewOf } from '../core/view.ts';
import { viewDataset } from '../core/viewDataset.ts';

/** How many points, and which. */
export interface PointsOptions {
  /** How many points: independent draws. Default 10,000. */
  readonly count?: number;
  /** Which points: an integer of at least 0. Equal seeds give equal points. Default 0. */
  readonly seed?: number;
}

/** How many points, which, and whether with their class. */
export interface LabelledPointsOptions<L extends boolean = false> extends PointsOptions {
  /** Whether each point comes with the part of the shape it belongs to, from 0. Default `false`. */
  readonly labels?: L;
}

/** Fills `values` (flat) and `classes` with points drawn from a key. */
export type Draw = (key: Key, count: number, values: Float32Array, classes: Int32Array) => void;

/** A data set of drawn points: checks what every shape is asked, then draws. */
export function points<L extends boolean>(
  caller: string,
  { count = 10_000, seed = 0, labels }: LabelledPointsOptions<L>,
  draw: Draw,
  size = 2,
): Dataset<ExampleOf<L>> {
  assertInteger(caller, 'count', count);
  assertInteger(caller, 'seed', seed, 0);
  if (labels !== undefined && typeof labels !== 'boolean') {
    throw new TypeError(`${caller}: labels is ${show(labels)} but true or false was expected.`);
  }
  const values = new Float32Array(count * size);
  const classes = new Int32Array(count);
  draw(key(seed), count, values, classes);
  return viewDataset(viewOf(arraySource(values, [size], labels ? classes : undefined)));
}

/** @throws TypeError unless a number, RangeError unless finite and at least 0. */
export function assertNoise(caller: string, value: unknown): asserts value is number {
  if (typeof value !== 'number') {
    throw new TypeError(`${caller}: noise is ${show(value)} but a number was expected.`);
  }
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(`${caller}: noise is ${value} but a finite number of at least 0 was expected.`);
  }
}
