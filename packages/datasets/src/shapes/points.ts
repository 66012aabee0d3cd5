import { assertBoolean, assertInteger } from '@latentkit/check';
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

/** The names of {@link PointsOptions}. */
export const pointsOptions = ['count', 'seed'] as const;

/** The names of {@link LabelledPointsOptions}. */
export const labelledPointsOptions = [...pointsOptions, 'labels'] as const;

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
  if (labels !== undefined) assertBoolean(caller, 'labels', labels);
  const values = new Float32Array(count * size);
  const classes = new Int32Array(count);
  draw(key(seed), count, values, classes);
  return viewDataset(viewOf(arraySource(values, [size], labels ? classes : undefined)));
}
