export {
  type AutoencoderArchitecture,
  type Corruption,
  conv,
  type FitPriorOptions,
  type FittedPrior,
  fitPrior,
  type LatentDensity,
  type LatentModel,
  mlp,
  points,
  type Regularizer,
  residualConv,
} from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type Aae, type AaeArchitecture, type AaeOptions, type AaeTerms, aae } from './aae.ts';
export { type Ae, type AeOptions, ae, type LatentsOptions } from './ae.ts';
export {
  type ContractiveAeOptions,
  contractiveAe,
  denoisingAe,
  type KlSparseAeOptions,
  klSparseAe,
  raeGp,
  raeL2,
  type SparseAeOptions,
  sparseAe,
  type WaeMmd,
  type WaeMmdOptions,
  waeMmd,
} from './aliases.ts';
export type { CodebookIndices } from './bottlenecks/codebookIndices.ts';
export { identity } from './bottlenecks/identity.ts';
export { inverseMultiquadrics, type MmdMatchedOptions, mmdMatched } from './bottlenecks/mmdMatched.ts';
export { priorMatched } from './bottlenecks/priorMatched.ts';
export { type KlSparseOptions, klSparse, type L1SparseOptions, l1Sparse } from './bottlenecks/sparse.ts';
export { type VectorQuantizedOptions, vectorQuantized } from './bottlenecks/vectorQuantized.ts';
export { type VectorQuantizedEmaOptions, vectorQuantizedEma } from './bottlenecks/vectorQuantizedEma.ts';
export {
  type GaussianNoiseOptions,
  gaussianNoise,
  type MaskingOptions,
  masking,
  type SaltAndPepperOptions,
  saltAndPepper,
} from './corruptions/corruptions.ts';
export { type ContractionOptions, contraction } from './regularizers/contraction.ts';
export {
  type DecoderGradientOptions,
  decoderGradient,
  decoderNorm,
  latentNorm,
  type NormOptions,
} from './regularizers/rae.ts';
export { type VqVae, type VqVaeEma, type VqVaeEmaOptions, type VqVaeOptions, vqVae, vqVaeEma } from './vqVae.ts';
