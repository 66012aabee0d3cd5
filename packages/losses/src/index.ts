export type { Samples } from '@latentkit/check';
export { type Key, key } from '@latentkit/random';
export type { AdversarialLoss } from './adversarial/adversarialLoss.ts';
export { hinge } from './adversarial/hinge.ts';
export { leastSquares } from './adversarial/leastSquares.ts';
export { hingeMargin, logisticMargin, type MarginLoss, squaredMargin } from './adversarial/margin.ts';
export { minimax } from './adversarial/minimax.ts';
export { nonSaturating } from './adversarial/nonSaturating.ts';
export { relativisticAverage } from './adversarial/relativisticAverage.ts';
export { relativisticPaired } from './adversarial/relativisticPaired.ts';
export { wasserstein } from './adversarial/wasserstein.ts';
export { bernoulliKl } from './closedForm/bernoulliKl.ts';
export { bernoulliKlFromLogits } from './closedForm/bernoulliKlFromLogits.ts';
export { type Beta, betaKl } from './closedForm/betaKl.ts';
export { categoricalKl } from './closedForm/categoricalKl.ts';
export { categoricalKlFromLogits } from './closedForm/categoricalKlFromLogits.ts';
export { choleskyFactor } from './closedForm/choleskyFactor.ts';
export type { DiagonalGaussian } from './closedForm/diagonalGaussian.ts';
export { diagonalGaussianBhattacharyya } from './closedForm/diagonalGaussianBhattacharyya.ts';
export { diagonalGaussianJeffreys } from './closedForm/diagonalGaussianJeffreys.ts';
export { diagonalGaussianKl } from './closedForm/diagonalGaussianKl.ts';
export { diagonalGaussianSquaredHellinger } from './closedForm/diagonalGaussianSquaredHellinger.ts';
export { diagonalGaussianSquaredWasserstein } from './closedForm/diagonalGaussianSquaredWasserstein.ts';
export type { FullGaussian } from './closedForm/fullGaussian.ts';
export { fullGaussianBhattacharyya } from './closedForm/fullGaussianBhattacharyya.ts';
export { fullGaussianJeffreys } from './closedForm/fullGaussianJeffreys.ts';
export { fullGaussianKl } from './closedForm/fullGaussianKl.ts';
export { fullGaussianSquaredHellinger } from './closedForm/fullGaussianSquaredHellinger.ts';
export { fullGaussianSquaredWasserstein } from './closedForm/fullGaussianSquaredWasserstein.ts';
export { type Gamma, gammaKl } from './closedForm/gammaKl.ts';
export { SingularCovarianceError } from './closedForm/SingularCovarianceError.ts';
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
export { contractive } from './penalty/contractive.ts';
export { type ContractiveEstimateOptions, contractiveEstimate } from './penalty/contractiveEstimate.ts';
export { type DraganOptions, dragan } from './penalty/dragan.ts';
export { type GradientPenaltyOptions, gradientPenalty } from './penalty/gradientPenalty.ts';
export { type KlSparsityOptions, klSparsity } from './penalty/klSparsity.ts';
export { klSparsityFromLogits } from './penalty/klSparsityFromLogits.ts';
export { l1Sparsity } from './penalty/l1Sparsity.ts';
export { type LipschitzOptions, lipschitz } from './penalty/lipschitz.ts';
export { type OrthogonalityOptions, orthogonality } from './penalty/orthogonality.ts';
export type { Penalty } from './penalty/penalty.ts';
export { type R1Options, r1 } from './penalty/r1.ts';
export { type R2Options, r2 } from './penalty/r2.ts';
export {
  type ZeroCenteredGradientPenaltyOptions,
  zeroCenteredGradientPenalty,
} from './penalty/zeroCenteredGradientPenalty.ts';
export { absoluteError } from './reconstruction/absoluteError.ts';
export { bernoulli } from './reconstruction/bernoulli.ts';
export { bernoulliLikelihood } from './reconstruction/bernoulliLikelihood.ts';
export { type CategoricalPixelsOptions, categoricalPixels } from './reconstruction/categoricalPixels.ts';
export { continuousBernoulli } from './reconstruction/continuousBernoulli.ts';
export { continuousBernoulliLikelihood } from './reconstruction/continuousBernoulliLikelihood.ts';
export {
  type DiscretizedLogisticMixtureOptions,
  discretizedLogisticMixture,
} from './reconstruction/discretizedLogisticMixture.ts';
export { type FeatureDistanceOptions, featureDistance } from './reconstruction/featureDistance.ts';
export { gaussianLikelihood } from './reconstruction/gaussianLikelihood.ts';
export { type HuberOptions, huber } from './reconstruction/huber.ts';
export { type IsotropicGaussianOptions, isotropicGaussian } from './reconstruction/isotropicGaussian.ts';
export { type LearnedGaussianOptions, learnedGaussian } from './reconstruction/learnedGaussian.ts';
export type { Likelihood } from './reconstruction/likelihood.ts';
export { type MsSsimOptions, msSsim } from './reconstruction/msSsim.ts';
export { squaredError } from './reconstruction/squaredError.ts';
export { squaredErrorLikelihood } from './reconstruction/squaredErrorLikelihood.ts';
export { ssim } from './reconstruction/ssim.ts';
export { structuralDissimilarity } from './reconstruction/structuralDissimilarity.ts';
export type { SsimOptions } from './reconstruction/structuralTerms.ts';
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
export { freeBits } from './vae/freeBits.ts';
export { gaussianKl } from './vae/gaussianKl.ts';
export { logStandardDeviationKl } from './vae/logStandardDeviationKl.ts';
export { notesRegularizer } from './vae/notesRegularizer.ts';
