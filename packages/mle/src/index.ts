export type { AbortSignalLike, Samples } from '@latentkit/check';
export { SingularCovarianceError } from '@latentkit/distributions';
export { type Key, key } from '@latentkit/random';
export { type Autoregressive, type AutoregressiveOptions, autoregressive } from './autoregressive/autoregressive.ts';
export { type MadeOptions, made } from './autoregressive/made.ts';
export type {
  AutoregressiveInputs,
  AutoregressiveNetwork,
  AutoregressiveRecipe,
  Unrolled,
} from './autoregressive/network.ts';
export { type PixelCnnOptions, pixelCnn } from './autoregressive/pixelCnn.ts';
export type { Covariance, DeviceCovariance, Factors, HostCovariance } from './covariance/covariance.ts';
export { diagonal } from './covariance/diagonal.ts';
export { full } from './covariance/full.ts';
export { spherical } from './covariance/spherical.ts';
export { tied } from './covariance/tied.ts';
export type { Density, ParametricDensity } from './density.ts';
export type { EmFitted, EmIteration, EmOptions, EmReport } from './em/expectationMaximization.ts';
export { type Flow, type FlowOptions, flow } from './flow/flow.ts';
export { type Gaussian, type GaussianFitOptions, type GaussianOptions, gaussian } from './gaussian.ts';
export { type GaussianMixture, type GaussianMixtureOptions, gaussianMixture } from './gaussianMixture.ts';
export type { StepsFitOptions } from './gradient/fitBySteps.ts';
export type { GradientDensity } from './gradient/gradientDensity.ts';
export type { BandwidthRule } from './kernelDensity/bandwidth.ts';
export { type HeldOutOptions, heldOut } from './kernelDensity/heldOut.ts';
export {
  type KernelDensity,
  type KernelDensityFitOptions,
  type KernelDensityOptions,
  kernelDensity,
} from './kernelDensity/kernelDensity.ts';
export { scott } from './kernelDensity/scott.ts';
export { silverman } from './kernelDensity/silverman.ts';
export type { FittedParameters, GaussianModel, ModelOptions } from './mixture/gaussianModel.ts';
export type { MixtureParameters, Numbers } from './mixture/initial.ts';
export type { ScoreOptions } from './score.ts';
