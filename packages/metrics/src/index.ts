export { type ActiveUnits, type ActiveUnitsOptions, activeUnits } from './activeUnits.ts';
export { type MutualInformationGapOptions, mutualInformationGap } from './mutualInformationGap.ts';
export { perplexity } from './perplexity.ts';
export { type ReconstructionErrorOptions, reconstructionError } from './reconstructionError.ts';
export { sapScore } from './sapScore.ts';
export { sharpness } from './sharpness.ts';
