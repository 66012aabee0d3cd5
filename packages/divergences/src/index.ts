export type { AdversarialLoss, Samples } from '@latentkit/check';
export { type Key, key } from '@latentkit/random';
export * from './fDivergence/divergences/all.ts';
export { exact } from './fDivergence/exact.ts';
export { exactUnchecked } from './fDivergence/exactUnchecked.ts';
export type { FDivergence } from './fDivergence/fDivergence.ts';
export { type MonteCarloEstimate, monteCarlo } from './fDivergence/monteCarlo.ts';
export { optimalCritic } from './fDivergence/optimalCritic.ts';
export { optimalDiscriminator } from './fDivergence/optimalDiscriminator.ts';
export { optimalOutput } from './fDivergence/optimalOutput.ts';
export { type QuadratureOptions, quadrature } from './fDivergence/quadrature.ts';
export { renyi } from './fDivergence/renyi.ts';
export { renyiUnchecked } from './fDivergence/renyiUnchecked.ts';
export { type VariationalOptions, variational } from './fDivergence/variational.ts';
export { variationalBound } from './fDivergence/variationalBound.ts';
export {
  type ClassifierTwoSampleTest,
  type ClassifierTwoSampleTestOptions,
  classifierTwoSampleTest,
} from './samples/classifierTwoSampleTest.ts';
export { type EnergyDistanceOptions, energyDistance } from './samples/energy/energyDistance.ts';
export { type InverseMultiquadricOptions, inverseMultiquadric } from './samples/kernels/inverseMultiquadric.ts';
export type { Kernel } from './samples/kernels/kernel.ts';
export { type MedianHeuristicOptions, medianHeuristic } from './samples/kernels/medianHeuristic.ts';
export { type PolynomialOptions, polynomial } from './samples/kernels/polynomial.ts';
export { type RationalQuadraticOptions, rationalQuadratic } from './samples/kernels/rationalQuadratic.ts';
export { type RbfOptions, rbf } from './samples/kernels/rbf.ts';
export {
  type MaxSlicedWasserstein,
  type MaxSlicedWassersteinOptions,
  maxSlicedWasserstein,
} from './samples/maxSlicedWasserstein.ts';
export { type MmdOptions, mmd } from './samples/mmd/mmd.ts';
export { type MmdWithVariance, mmdWithVariance } from './samples/mmd/mmdWithVariance.ts';
export { type NearestNeighbourKlOptions, nearestNeighbourKl } from './samples/nearestNeighbourKl.ts';
export type { PairFunction } from './samples/pairwise/pairFunction.ts';
export {
  type ConvergedSinkhornDivergence,
  type ConvergedSinkhornOptions,
  convergedSinkhornDivergence,
} from './samples/sinkhorn/convergedSinkhornDivergence.ts';
export { type Cost, euclidean, squaredEuclidean } from './samples/sinkhorn/costs.ts';
export { type SinkhornDivergence, sinkhornDivergence } from './samples/sinkhorn/sinkhornDivergence.ts';
export type { SinkhornOptions } from './samples/sinkhorn/sinkhornOptions.ts';
export { type SlicedWassersteinOptions, slicedWasserstein } from './samples/slicedWasserstein.ts';
export { type Wasserstein1dOptions, wasserstein1d } from './samples/wasserstein1d.ts';
