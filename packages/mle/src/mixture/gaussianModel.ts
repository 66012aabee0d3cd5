import { assertBackend, assertMethods, assertNotNegative, assertShape } from '@latentkit/check';
import type { Optimizer, Trainable } from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Covariance } from '../covariance/covariance.ts';
import { full } from '../covariance/full.ts';
import type { ParametricDensity } from '../density.ts';

/** What mixtures of one and of more Gaussians have in common. */
export interface ModelOptions {
  /** The shape of one example: `[2]`, `[28, 28, 1]`. */
  readonly shape: readonly number[];
  /** What covariances may look like: `spherical`, `diagonal`, `tied` or `full`. Default `full`. */
  readonly covariance?: Covariance;
  /**
   * Added to every variance when it is fitted, in squared units of the data, at least 0. It keeps the likelihood from growing
   * without bound about a single point, and a feature that never changes from having no density. Default 1e-6, for data
   * whose spread is about 1.
   */
  readonly floor?: number;
  /** What `step` does with a gradient. Default `adam({ learningRate: 0.01 })`. */
  readonly optimizer?: Optimizer;
}

/** The parameters of a fitted mixture; the tensors are the caller's to dispose. */
export interface FittedParameters {
  /** `[components]`, their sum 1. */
  readonly weights: Tensor1D;
  /** `[components, ...shape]` */
  readonly means: Tensor;
  /** `[components]` for `spherical`, `[components, d]` for `diagonal`, `[d, d]` for `tied`, `[components, d, d]` for `full`. */
  readonly covariances: Tensor;
}

/** What a mixture is to those who train it, draw from it and ask for densities. */
export interface GaussianModel extends ParametricDensity, Trainable<Tensor, Record<'loss', Scalar>> {
  /** Weights, means and covariances as they are. */
  parameters(): FittedParameters;
}

/** The names of the options. */
export const modelOptionNames = ['shape', 'covariance', 'floor', 'optimizer', 'initial'] as const;

/** @throws TypeError, RangeError for an option that is not as said; Error unless a backend is in use */
export function assertModelOptions(
  caller: string,
  { shape, covariance = full, floor = 1e-6, optimizer }: ModelOptions,
): void {
  assertShape(caller, 'shape', shape);
  assertMethods(caller, 'covariance', covariance, ['parameterCount']);
  assertNotNegative(caller, 'floor', floor);
  if (optimizer !== undefined) assertMethods(caller, 'optimizer', optimizer, ['bind']);
  assertBackend(caller);
}

/** The number of features of an example, and its covariance. */
export function sizesOf({ shape, covariance = full }: ModelOptions) {
  return { size: sizeOf(shape), covariance };
}
