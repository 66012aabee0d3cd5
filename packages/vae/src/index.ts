export {
  type AutoencoderArchitecture,
  conv,
  type FitPriorOptions,
  type FittedPrior,
  fitPrior,
  type LatentDensity,
  type LatentModel,
  mlp,
  points,
} from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type AggregateEstimator, minibatchStratified, minibatchWeighted } from './aggregateEstimators.ts';
export { betaTcVae, betaVae, capacityVae, freeBitsVae, infoVae, notesVae } from './aliases/divergences.ts';
export {
  conditionalVae,
  type FlowPosteriorVaeOptions,
  flowPosteriorVae,
  type HierarchicalVaeOptions,
  hierarchicalVae,
  iwae,
} from './aliases/posteriors.ts';
export {
  type FactorVae,
  type FactorVaeArchitecture,
  type FactorVaeOptions,
  type FactorVaeTerms,
  factorVae,
} from './factorVae.ts';
export { type FlowPosteriorOptions, flowPosterior } from './flowPosterior.ts';
export { type GaussianOptions, gaussian } from './gaussian.ts';
export { bottomUp } from './hierarchical/bottomUp.ts';
export {
  type HierarchicalGaussianOptions,
  type HierarchyTerms,
  hierarchicalGaussian,
} from './hierarchical/hierarchicalGaussian.ts';
export type { Hierarchy, Inference, InferredLevel } from './hierarchical/inference.ts';
export { ladder } from './hierarchical/ladder.ts';
export type { HierarchyLevel } from './hierarchical/levels.ts';
export { type ImportanceWeighted, type ImportanceWeightedOptions, importanceWeighted } from './importanceWeighted.ts';
export { type KlRegularizer, klCapacity, klFreeBits } from './klRegularizers.ts';
export type { KlTermOptions, KlTerms } from './klTerm.ts';
export { type MmdGaussianOptions, mmdGaussian } from './mmdGaussian.ts';
export { type NotesGaussianOptions, notesGaussian } from './notesGaussian.ts';
export { flowPrior } from './priors/flowPrior.ts';
export { type MixturePriorOptions, mixturePrior } from './priors/mixturePrior.ts';
export { type VampPriorOptions, vampPrior } from './priors/vampPrior.ts';
export { type TotalCorrelationOptions, type TotalCorrelationTerms, totalCorrelation } from './totalCorrelation.ts';
export { type VaeOptions, vae } from './vae.ts';
export { type VaeGan, type VaeGanArchitecture, type VaeGanOptions, type VaeGanTerms, vaeGan } from './vaeGan.ts';
export type { Vae, VariantOptions } from './variant.ts';
