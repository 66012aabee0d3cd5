/** Every kernel takes its arguments by address, does the units from `begin` up to `end`, and has scratch of its own. */
export { activate, activationGradient } from './activations';
export { adam } from './adam';
export { bernoulli, bernoulliGradient } from './bernoulli';
export { clip, clipIntegers } from './clip';
export { conv3DByFilter, conv3DByInput } from './conv3D';
export { depthwise, depthwiseByFilter, depthwiseByInput } from './depthwise';
export { dilate } from './dilation2D';
export { extremum, extremumSpread } from './extremum';
export { fold } from './fold';
export { gemm } from './gemm';
export { normalize, normalizeGradient, normalizeSums, squaredDeviations } from './normalize';
export { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling';
export { sumOfColumns, sumOfRows } from './sums';
export { vectorProduct } from './vectorProduct';
