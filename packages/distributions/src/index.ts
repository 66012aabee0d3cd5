export { type Key, key } from '@latentkit/random';
export { affine } from './bijections/affine.ts';
export { iaf, maf } from './bijections/autoregressive.ts';
export type { Bijection, BijectionRecipe, Mapped } from './bijections/bijection.ts';
export { chainBijections } from './bijections/chainBijections.ts';
export { composeBijections } from './bijections/composeBijections.ts';
export type { ConditionerOptions } from './bijections/conditioner.ts';
export {
  type CouplingOptions,
  coupling,
  type SplineCouplingOptions,
  splineCoupling,
} from './bijections/coupling.ts';
export { permuteFeatures, reverseFeatures } from './bijections/permuteFeatures.ts';
export { planar } from './bijections/planar.ts';
export { transformed } from './bijections/transformed.ts';
export { bhattacharyya } from './closedForms/bhattacharyya.ts';
export type { ClosedForms } from './closedForms/closedForms.ts';
export { jeffreys } from './closedForms/jeffreys.ts';
export { kl } from './closedForms/kl.ts';
export { squaredHellingerDistance } from './closedForms/squaredHellingerDistance.ts';
export { squaredWasserstein2 } from './closedForms/squaredWasserstein2.ts';
export { continuousBernoulli } from './continuousBernoulli.ts';
export {
  type DiagonalGaussian,
  type DiagonalGaussianParameters,
  diagonalGaussian,
} from './diagonalGaussian/diagonalGaussian.ts';
export { standardNormal } from './diagonalGaussian/standardNormal.ts';
export { bernoulliOfLogits, type OfLogits } from './discrete/bernoulliOfLogits.ts';
export { bernoulliOfProbabilities, type OfProbabilities } from './discrete/bernoulliOfProbabilities.ts';
export { categoricalOfLogits } from './discrete/categoricalOfLogits.ts';
export { categoricalOfProbabilities } from './discrete/categoricalOfProbabilities.ts';
export type { Distribution, SampleWithLogProb } from './distribution.ts';
export { type EstimateKlOptions, estimateKl, type KlEstimate } from './estimateKl.ts';
export type { Family } from './family.ts';
export { choleskyFactor } from './fullGaussian/choleskyFactor.ts';
export { type FullGaussian, type FullGaussianParameters, fullGaussian } from './fullGaussian/fullGaussian.ts';
export { SingularCovarianceError } from './fullGaussian/SingularCovarianceError.ts';
export { type Beta, type BetaParameters, beta } from './gamma/beta.ts';
export { type Gamma, type GammaParameters, gamma } from './gamma/gamma.ts';
export { bernoulliLikelihood } from './likelihoods/bernoulliLikelihood.ts';
export { type CategoricalPixelsOptions, categoricalPixels } from './likelihoods/categoricalPixels.ts';
export { continuousBernoulliLikelihood } from './likelihoods/continuousBernoulliLikelihood.ts';
export {
  type DiscretizedLogisticMixtureOptions,
  discretizedLogisticMixture,
} from './likelihoods/discretizedLogisticMixture.ts';
export { gaussianLikelihood } from './likelihoods/gaussianLikelihood.ts';
export { type IsotropicGaussianOptions, isotropicGaussian } from './likelihoods/isotropicGaussian.ts';
export { diagonalGaussianFamily, type LearnedGaussianOptions, learnedGaussian } from './likelihoods/learnedGaussian.ts';
export { squaredErrorLikelihood } from './likelihoods/squaredErrorLikelihood.ts';
export { mixture } from './mixture.ts';
export { sampleWithLogProb } from './sampleWithLogProb.ts';
export { type UniformOn, uniformOn } from './uniformOn.ts';
