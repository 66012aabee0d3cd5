import './gradients/register.ts';

export { type BackendFailure, BackendUnavailableError } from './BackendUnavailableError.ts';
export { type BackendName, backendNames } from './backendName.ts';
export type { Activation } from './fused/activation.ts';
export { type AdamNumbers, adamUpdate } from './fused/adamUpdate.ts';
export { type BatchNormTrainingResult, batchNormTraining } from './fused/batchNormTraining.ts';
export { bernoulliFromLogits } from './fused/bernoulliFromLogits.ts';
export { crossEntropyFromLogits } from './fused/crossEntropyFromLogits.ts';
export { type FusedConv2dOptions, fusedConv2d } from './fused/fusedConv2d.ts';
export { type FusedConv2dTransposeOptions, fusedConv2dTranspose } from './fused/fusedConv2dTranspose.ts';
export { type FusedOptions, fusedMatMul } from './fused/fusedMatMul.ts';
export { type GaussianSampleResult, gaussianSample } from './fused/gaussianSample.ts';
export { globalNorm } from './fused/globalNorm.ts';
export { linearCombination } from './fused/linearCombination.ts';
export { type RmsPropNumbers, rmsPropUpdate } from './fused/rmsPropUpdate.ts';
export { MissingGradientError } from './MissingGradientError.ts';
export { OutOfMemoryError } from './OutOfMemoryError.ts';
export { type ActiveBackend, type BackendOptions, useBackend } from './useBackend.ts';
