export { type Key, key } from '@latentkit/random';
export { assertNetworks, type NetworkDemand, outputRangeOf } from './assertNetworks.ts';
export { fromLayers } from './fromLayers.ts';
export type { Fans, Initializer } from './initializers/initializer.ts';
export { type OrthogonalOptions, orthogonal } from './initializers/orthogonal.ts';
export {
  fanInUniform,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
} from './initializers/scaled.ts';
export { constantInitializer, normalInitializer, onesInitializer, zerosInitializer } from './initializers/simple.ts';
export type { KerasEnd, KerasLayer, KerasModel, KerasWeight } from './kerasModel.ts';
export { elu, gelu, leakyRelu, relu, sigmoid, silu, softplus, tanh } from './layers/activations.ts';
export { type BatchNormOptions, batchNorm } from './layers/batchNorm.ts';
export { chain } from './layers/chain.ts';
export { type ComposedParts, type ComposeOptions, compose } from './layers/compose.ts';
export { concatContext } from './layers/concatContext.ts';
export { conditionalBatchNorm } from './layers/conditionalBatchNorm.ts';
export { constantInput } from './layers/constantInput.ts';
export { conv2d } from './layers/conv2d.ts';
export { type Conv2dTransposeOptions, conv2dTranspose } from './layers/conv2dTranspose.ts';
export type { Conv2dOptions, Size } from './layers/convolution.ts';
export { type DenseOptions, dense } from './layers/dense.ts';
export { depthwiseConv2d } from './layers/depthwiseConv2d.ts';
export { dropout } from './layers/dropout.ts';
export { type EmbeddingOptions, embedding } from './layers/embedding.ts';
export { film } from './layers/film.ts';
export { flatten } from './layers/flatten.ts';
export { groupNorm, instanceNorm } from './layers/groupNorm.ts';
export { hasBatchNorm } from './layers/hasBatchNorm.ts';
export { type LayerNormOptions, layerNorm } from './layers/layerNorm.ts';
export { masked } from './layers/masked.ts';
export {
  type MinibatchStandardDeviationOptions,
  minibatchStandardDeviation,
} from './layers/minibatchStandardDeviation.ts';
export { type ModulatedConv2dOptions, modulatedConv2d } from './layers/modulatedConv2d.ts';
export { noiseInput } from './layers/noiseInput.ts';
export { joinParts, partOptions } from './layers/parts.ts';
export { pixelNorm } from './layers/pixelNorm.ts';
export { averagePool, maxPool, type PoolOptions } from './layers/pool.ts';
export { projection } from './layers/projection.ts';
export { readConditions } from './layers/readConditions.ts';
export { rescale } from './layers/rescale.ts';
export { reshape } from './layers/reshape.ts';
export { type ResidualOptions, residual } from './layers/residual.ts';
export { type SequentialOptions, sequential } from './layers/sequential.ts';
export { type SpectralNormOptions, spectralNorm } from './layers/spectralNorm.ts';
export { type TruncationOptions, truncation } from './layers/truncation.ts';
export { type UpsampleOptions, upsample } from './layers/upsample.ts';
export { assertValues } from './layers/values.ts';
export { minimize } from './minimize.ts';
export { type ConvolutionalOptions, convDown, convUp, stageFilters } from './nets/convolutional.ts';
export { type PerceptronOptions, perceptron } from './nets/perceptron.ts';
export type {
  ApplyOptions,
  Context,
  ContextSize,
  ContextSizes,
  Layer,
  NamedTensors,
  NamedVariables,
  Network,
  OutputRange,
  Shape,
  ShapedNetwork,
  Stateful,
} from './network.ts';
export { type AdamOptions, adam } from './optimizers/adam.ts';
export { type AdamWOptions, adamW } from './optimizers/adamW.ts';
export { clipByNorm } from './optimizers/clipByNorm.ts';
export { clipWeights } from './optimizers/clipWeights.ts';
export type { BoundOptimizer, Optimizer, OptimizerState } from './optimizers/optimizer.ts';
export { type RmsPropOptions, rmsProp } from './optimizers/rmsProp.ts';
export { type SgdOptions, sgd } from './optimizers/sgd.ts';
export { constant } from './schedules/constant.ts';
export { cosine } from './schedules/cosine.ts';
export { cyclical } from './schedules/cyclical.ts';
export { type ExponentialDecayOptions, exponentialDecay } from './schedules/exponentialDecay.ts';
export { linear, type RampOptions } from './schedules/linear.ts';
export type { Schedule } from './schedules/schedule.ts';
export { warmup } from './schedules/warmup.ts';
export { StateMismatchError } from './state/StateMismatchError.ts';
export { assertCounters, assertParts, collectState, type Parts, restoreState, variablesOf } from './state/state.ts';
export type { Batch, State, Terms, Trainable } from './trainable.ts';
