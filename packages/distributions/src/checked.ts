import { assertKey, assertShape, assertTensor, sameShape, showShape } from '@latentkit/check';
import type { Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from './distribution.ts';
import type { Family } from './family.ts';

/** The mathematics of a distribution: its methods without checks and without tidying up. */
export type Methods = Pick<Distribution, 'sample' | 'logProb' | 'mean'>;

/**
 * A distribution of its mathematics: arguments are checked, and nothing but results is left behind.
 *
 * @param caller what errors call it: `diagonalGaussian(…)`
 * @param shape of its events with the batch
 */
export function checkedDistribution(caller: string, shape: Shape, { sample, logProb, mean }: Methods): Methods {
  return {
    sample(key: Key) {
      assertKey(`${caller}.sample`, key);
      return tidy(() => sample(key));
    },
    logProb(x: Tensor): Tensor1D {
      assertTensor(`${caller}.logProb`, 'x', x);
      if (!sameShape(x.shape, shape)) {
        throw new RangeError(
          `${caller}.logProb: x has shape ${showShape(x.shape)} but ${showShape(shape)} was expected.`,
        );
      }
      return tidy(() => logProb(x));
    },
    mean: () => tidy(mean),
  };
}

/** @throws RangeError unless there is a batch */
export function assertBatch(caller: string, argument: string, { shape }: Tensor): void {
  if (shape.length === 0) {
    throw new RangeError(`${caller}: ${argument} has shape [] but [batch,...features] was expected.`);
  }
}

/** What a family consists of besides its checks. */
export interface FamilyParts<D> extends Pick<Family, 'name' | 'support' | 'takes'> {
  /** How many parameters a feature has, in the last axis. Default 1. */
  readonly count?: number;
  /** The distributions, of parameters whose shape fits events of a shape, which has the batch in front. */
  of(parameters: Tensor, shape: Shape, caller: string): D;
}

/** {@link familyOf} of the mathematics alone. */
export function checkedFamily({ of, ...parts }: FamilyParts<Methods>): Family {
  return familyOf({
    ...parts,
    of: (parameters, shape, caller) => checkedDistribution(caller, shape, of(parameters, shape, caller)),
  });
}

/** A family: parameters `[batch, ..., channels · count]` stand for events `[batch, ..., channels]`. */
export function familyOf<D extends Distribution>({ name, support, takes, count = 1, of }: FamilyParts<D>): Family<D> {
  return {
    name,
    support,
    takes,
    parameterShape(eventShape) {
      assertShape(`${name}.parameterShape`, 'eventShape', eventShape);
      return count === 1 ? eventShape : [...eventShape.slice(0, -1), (eventShape.at(-1) ?? 1) * count];
    },
    of(parameters) {
      const shape = shapeOf(`${name}.of`, parameters, count);
      return of(parameters, shape, `${name}.of(parameters)`);
    },
  };
}

/** The shape of the events, with the batch. */
function shapeOf(caller: string, parameters: Tensor, count: number): Shape {
  assertTensor(caller, 'parameters', parameters);
  const { shape } = parameters;
  const last = shape.at(-1);
  if (count === 1 ? last === undefined : shape.length < 2 || last! % count !== 0) {
    const expected = count === 1 ? '[batch,...features]' : `[batch,...,${count} * channels]`;
    throw new RangeError(`${caller}: parameters has shape ${showShape(shape)} but ${expected} was expected.`);
  }
  return count === 1 ? shape : [...shape.slice(0, -1), last! / count];
}
