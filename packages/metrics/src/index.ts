export { type Key, key } from '@latentkit/random';
export { type ActiveUnits, type ActiveUnitsOptions, activeUnits } from './latents/activeUnits.ts';
export { type MutualInformationGapOptions, mutualInformationGap } from './latents/mutualInformationGap.ts';
export { perplexity } from './latents/perplexity.ts';
export { sapScore } from './latents/sapScore.ts';
export { type ReconstructionErrorOptions, reconstructionError } from './reconstructionError.ts';
export { type FrechetDistance, frechetDistance } from './samples/frechetDistance.ts';
export { type InceptionScore, type InceptionScoreOptions, inceptionScore } from './samples/inceptionScore.ts';
export { type KernelDistance, type KernelDistanceOptions, kernelDistance } from './samples/kernelDistance.ts';
export { type MindOptions, mind } from './samples/mind.ts';
export { type ModeCoverage, type ModeCoverageOptions, modeCoverage } from './samples/modeCoverage.ts';
export { type NearestReal, nearestReal } from './samples/nearestReal.ts';
export { type PrecisionRecall, type PrecisionRecallOptions, precisionRecall } from './samples/precisionRecall.ts';
export {
  type DifferentBins,
  type DifferentBinsOptions,
  statisticallyDifferentBins,
} from './samples/statisticallyDifferentBins.ts';
export { sharpness } from './sharpness.ts';
