export { type Key, key } from '@latentkit/random';
export type { ClosedForms } from './closedForms.ts';
export type { Distribution } from './distribution.ts';
export type { Family } from './family.ts';
export { bernoulliLikelihood } from './likelihoods/bernoulliLikelihood.ts';
export { type CategoricalPixelsOptions, categoricalPixels } from './likelihoods/categoricalPixels.ts';
export { continuousBernoulliLikelihood } from './likelihoods/continuousBernoulliLikelihood.ts';
export {
  type DiscretizedLogisticMixtureOptions,
  discretizedLogisticMixture,
} from './likelihoods/discretizedLogisticMixture.ts';
export { gaussianLikelihood } from './likelihoods/gaussianLikelihood.ts';
export { type IsotropicGaussianOptions, isotropicGaussian } from './likelihoods/isotropicGaussian.ts';
export { type LearnedGaussianOptions, learnedGaussian } from './likelihoods/learnedGaussian.ts';
export { squaredErrorLikelihood } from './likelihoods/squaredErrorLikelihood.ts';
