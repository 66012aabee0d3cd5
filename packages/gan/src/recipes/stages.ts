import { assertPicture, assertShape, showShape } from '@latentkit/check';
import { type Shape, stageFilters } from '@latentkit/nn';

/** What each stage of a network for pictures is like. */
export interface Stages {
  /** Filters of each stage, from the picture inwards. */
  readonly filters: readonly number[];
  /** `[height, width]` where the picture is smallest. */
  readonly smallest: readonly [number, number];
  readonly channels: number;
}

/** @throws TypeError, RangeError unless filters of at least one stage */
export function assertFilters(caller: string, filters: readonly number[] | undefined): void {
  if (filters === undefined) return;
  assertShape(caller, 'filters', filters);
  if (filters.length === 0)
    throw new RangeError(`${caller}: filters is [] but those of at least one stage were expected.`);
}

/**
 * The stages of a network in which each halves height and width exactly, since it adds what it computes to what is there.
 *
 * @param filters default `stageFilters(shape, base)`
 * @throws TypeError, RangeError unless `shape` is that of a picture which so many stages can halve
 */
export function stagesOf(caller: string, shape: Shape, filters: readonly number[] | undefined, base: number): Stages {
  assertPicture(caller, 'shape', shape);
  const [height, width, channels] = shape;
  const chosen = filters ?? stageFilters(shape, base);
  const factor = 2 ** chosen.length;
  if (height % factor !== 0 || width % factor !== 0) {
    throw new RangeError(
      `${caller}: shape is ${showShape(shape)} but a height and a width that ${chosen.length} stages can halve, multiples of ${factor}, were expected.`,
    );
  }
  return { filters: chosen, smallest: [height / factor, width / factor], channels };
}
