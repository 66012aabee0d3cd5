export { type Key, key } from '@latentkit/random';
export {
  type AdversarialPhases,
  type AdversarialPhasesOptions,
  adversarialPhases,
  type CriticScalars,
  criticScalars,
} from './adversarialPhases.ts';
export { type Adversary, type AdversaryOptions, adversary } from './adversary.ts';
export {
  type AutoencoderArchitecture,
  assertArchitecture,
  buildNetworks,
  type NetworkPlan,
  type NetworkRecipe,
} from './architecture.ts';
export { type Autoencoder, type AutoencoderOptions, type AutoencoderTerms, autoencoder } from './autoencoder.ts';
export type { AutoencoderMethods } from './autoencoderMethods.ts';
export type { AutoencoderPartsOptions, Corruption } from './autoencoderOptions.ts';
export { type AutoencoderParts, autoencoderParts } from './autoencoderParts.ts';
export type { Pass, Regularizer } from './autoencoderRegularizer.ts';
export { assertBatch, assertContext, type BatchDemand, type Example, exampleOf } from './batch.ts';
export type {
  Bottleneck,
  BottleneckContext,
  BottleneckInputs,
  BottleneckRecipe,
  DrawContext,
  Drawn,
  Encoded,
} from './bottleneck.ts';
export type { CriticHead } from './criticHead.ts';
export type { EvaluateOptions } from './evaluateTerms.ts';
export { type FitPriorOptions, type FittedPrior, fitPrior, type LatentDensity, type LatentModel } from './fitPrior.ts';
export { assertSampling, type Generative } from './generative.ts';
export { type GeneratorMethods, type GeneratorMethodsOptions, generatorMethods } from './generatorMethods.ts';
export type { LogLikelihood } from './importanceSampled.ts';
export { decodeBetween, type InterpolateOptions, interpolateLatents } from './interpolate/interpolateLatents.ts';
export { type TraverseOptions, traverseLatents } from './interpolate/traverseLatents.ts';
export type { LogLikelihoodOptions } from './logLikelihoodOf.ts';
export type { ModelSpec } from './modelSpec.ts';
export { type Objective, sumOfTerms } from './objective.ts';
export type { Phase, PhaseScalars, StepContext, TermsOf } from './phase.ts';
export { type Prior, type PriorRecipe, standardNormalPrior } from './prior.ts';
export { type ConvOptions, conv } from './recipes/conv.ts';
export { type MlpOptions, mlp } from './recipes/mlp.ts';
export { points } from './recipes/points.ts';
export { type ResidualConvOptions, residualConv } from './recipes/residualConv.ts';
export { type DataWatch, type DataWatchOptions, dataWatch } from './state/dataWatch.ts';
export { type ModelState, modelState } from './state/modelState.ts';
export { type Support, UnsupportedDataError } from './state/UnsupportedDataError.ts';
export { trainable } from './trainable.ts';
export type { Unroll } from './unrolledCritic.ts';
export type { GameContext, View } from './view.ts';
export { type WeightAverage, type WeightAverageOptions, weightAverage } from './weightAverage.ts';
