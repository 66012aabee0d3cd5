import type { Trainable } from '@latentkit/nn';
import { foldIn, type Key, key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { datasetChoice } from '../../choices/datasets.ts';
import type { Settings } from '../../settings.ts';

type Scalars = Readonly<Record<string, Scalar>>;

/** A model as the page needs it. Every tensor given is the caller's. */
export interface Built {
  readonly trainable: Trainable<Tensor, Scalars>;
  readonly terms: readonly string[];
  /** What it generates from fixed noise, the same from the first step to the last. */
  sample(count: number): Tensor;
  reconstruct?(data: Tensor): Tensor;
  /** The shade of each point, from 0, generated, by ½, undecided, to 1, real. */
  field?(lattice: Tensor): Tensor;
  /** The terms of the loss without a step. */
  evaluate(data: Tensor): Scalars;
}

/** What a model is built from. */
export interface BuildInputs {
  readonly settings: Settings;
  readonly shape: readonly number[];
  /** How many examples there are to learn from. */
  readonly examples: number;
  /** Some real examples, as one batch. */
  readonly reference: Tensor;
}

/** Small enough for any machine: what one waits for is to see it learn. */
export const width = 256;

/** Whether the data are points in the plane, and not pictures. */
export const isPoints = (settings: Settings): boolean => datasetChoice(settings.dataset).kind === 'points';

/** All samples of a run come from the same key. */
export const sampleKey = (settings: Settings): Key => foldIn(key(settings.seed), 0x73616d70);
