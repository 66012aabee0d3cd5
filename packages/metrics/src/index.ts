export { type Key, key } from '@latentkit/random';
export { type DigitClassifier, digitClassifier } from './digits/digitClassifier.ts';
export { type EvaluationReport, evaluateSamples } from './evaluate/evaluateSamples.ts';
export type { NearestRows } from './evaluate/nearestRows.ts';
export type { EvaluateSamplesOptions, EvaluationData } from './evaluate/options.ts';
export type { SampleMetrics } from './evaluate/sampleMetrics.ts';
export { type ActiveUnits, type ActiveUnitsOptions, activeUnits } from './latents/activeUnits.ts';
export { type MutualInformationGapOptions, mutualInformationGap } from './latents/mutualInformationGap.ts';
export { perplexity } from './latents/perplexity.ts';
export { sapScore } from './latents/sapScore.ts';
export { type ReconstructionErrorOptions, reconstructionError } from './reconstructionError.ts';
export type { Features } from './samples/applyFeatures.ts';
export { type ClassCoverage, classCoverage } from './samples/classCoverage.ts';
export { type ConditionalAccuracy, conditionalAccuracy } from './samples/conditionalAccuracy.ts';
export { type FrechetDistance, frechetDistance } from './samples/frechetDistance.ts';
export { type InceptionScore, type InceptionScoreOptions, inceptionScore } from './samples/inceptionScore.ts';
export { type KernelDistance, type KernelDistanceOptions, kernelDistance } from './samples/kernelDistance.ts';
export { type MindOptions, mind } from './samples/mind.ts';
export { type ModeCoverage, type ModeCoverageOptions, modeCoverage } from './samples/modeCoverage.ts';
export { type NearestReal, nearestReal } from './samples/nearestReal.ts';
export { type PathLength, type PathLengthOptions, pathLength } from './samples/pathLength.ts';
export { type PrecisionRecall, type PrecisionRecallOptions, precisionRecall } from './samples/precisionRecall.ts';
export { purity } from './samples/purity.ts';
export { type StackedModes, type StackedModesOptions, stackedModes } from './samples/stackedModes.ts';
export {
  type DifferentBins,
  type DifferentBinsOptions,
  statisticallyDifferentBins,
} from './samples/statisticallyDifferentBins.ts';
export { vendiScore } from './samples/vendiScore.ts';
export { sharpness } from './sharpness.ts';
