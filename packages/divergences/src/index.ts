export type { AdversarialLoss, Samples } from '@latentkit/check';
export { type Key, key } from '@latentkit/random';
export { divergence, divergenceUnchecked } from './fDivergence/divergence.ts';
export { type DivergenceEstimate, estimateDivergence } from './fDivergence/estimateDivergence.ts';
export type { FDivergence } from './fDivergence/fDivergence.ts';
export { type FGanOptions, fGan } from './fDivergence/fGan.ts';
export { alpha } from './fDivergence/kinds/alpha.ts';
export { forwardKl } from './fDivergence/kinds/forwardKl.ts';
export { ganObjective } from './fDivergence/kinds/ganObjective.ts';
export { jensenShannon } from './fDivergence/kinds/jensenShannon.ts';
export { neyman } from './fDivergence/kinds/neyman.ts';
export { pearson } from './fDivergence/kinds/pearson.ts';
export { reverseKl } from './fDivergence/kinds/reverseKl.ts';
export { squaredHellinger } from './fDivergence/kinds/squaredHellinger.ts';
export { symmetricKl } from './fDivergence/kinds/symmetricKl.ts';
export { totalVariation } from './fDivergence/kinds/totalVariation.ts';
export { triangular } from './fDivergence/kinds/triangular.ts';
export { optimalCritic, optimalDiscriminator, optimalOutput } from './fDivergence/optimalCritic.ts';
export { type QuadratureOptions, quadrature } from './fDivergence/quadrature.ts';
export { renyi, renyiUnchecked } from './fDivergence/renyi.ts';
export { variationalBound } from './fDivergence/variationalBound.ts';
export { type EnergyDistanceOptions, energyDistance } from './samples/energy/energyDistance.ts';
export { type InverseMultiquadricOptions, inverseMultiquadric } from './samples/kernels/inverseMultiquadric.ts';
export type { Kernel } from './samples/kernels/kernel.ts';
export { type MedianHeuristicOptions, medianHeuristic } from './samples/kernels/medianHeuristic.ts';
export { type PolynomialOptions, polynomial } from './samples/kernels/polynomial.ts';
export { type RationalQuadraticOptions, rationalQuadratic } from './samples/kernels/rationalQuadratic.ts';
export { type RbfOptions, rbf } from './samples/kernels/rbf.ts';
export { type MmdOptions, mmd } from './samples/mmd/mmd.ts';
export { type MmdWithVariance, mmdWithVariance } from './samples/mmd/mmdWithVariance.ts';
export {
  type ClassifierTwoSampleTest,
  type ClassifierTwoSampleTestOptions,
  classifierTwoSampleTest,
} from './samples/nearestNeighbours/classifierTwoSampleTest.ts';
export { type NearestNeighbourKlOptions, nearestNeighbourKl } from './samples/nearestNeighbours/nearestNeighbourKl.ts';
export type { PairFunction } from './samples/pairwise/pairFunction.ts';
export {
  type ConvergedSinkhornDivergence,
  type ConvergedSinkhornOptions,
  convergedSinkhornDivergence,
} from './samples/sinkhorn/convergedSinkhornDivergence.ts';
export { type Cost, euclidean, squaredEuclidean } from './samples/sinkhorn/costs.ts';
export { type SinkhornDivergence, sinkhornDivergence } from './samples/sinkhorn/sinkhornDivergence.ts';
export type { SinkhornOptions } from './samples/sinkhorn/sinkhornOptions.ts';
export {
  type MaxSlicedWasserstein,
  type MaxSlicedWassersteinOptions,
  maxSlicedWasserstein,
} from './samples/wasserstein/maxSlicedWasserstein.ts';
export { type SlicedWassersteinOptions, slicedWasserstein } from './samples/wasserstein/slicedWasserstein.ts';
export { type Wasserstein1dOptions, wasserstein1d } from './samples/wasserstein/wasserstein1d.ts';
