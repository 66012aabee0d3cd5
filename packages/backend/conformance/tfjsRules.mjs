/** How many of tfjs-core's tests may fail on our 'wasm'. Stock tfjs: 334. */
export const mostFailures = 190;

/** What networks are made of: of these, none may fail. Names begin with the operation. */
export const mustPass =
  /^(conv1d|conv2d|conv2dTranspose|depthwise|separable|fused (conv|depthwise|mat)|mat(mul|Mul)|einsum|gather|unsortedSegmentSum|pool|maxPool|avgPool|clipByValue|logSoftmax|logSigmoid|confusionMatrix|resize)/i;

/**
 * Tests that fail because LatentKit does better: they pin an error that is fixed, or ask for one where something works.
 * @type {Record<string, string>}
 */
export const accepted = {
  'depthwiseConv2d gradients wasm {} throws error on dilations > 1':
    'wants dilated depthwise convolutions to have no gradient, but they have one here',
  'mirrorPad wasm {} grad': 'wants the gradient without what was reflected, which is wrong',
  'mirrorPad wasm {} gradient with clones': 'wants the gradient without what was reflected, which is wrong',
};

/**
 * Why the others fail, by name and error.
 * @type {[RegExp, string][]}
 */
export const reasons = [
  [/'Complex' not registered|complex64/i, 'complex numbers, and so Fourier transforms: tfjs has none on wasm'],
  [/^ragged/i, 'ragged tensors: tfjs has none on wasm'],
  [/string|regex/i, 'tensors of strings, which tfjs knows only in part on wasm'],
  [/^decodeWeights|^encodeWeights/, 'complex numbers, and so Fourier transforms: tfjs has none on wasm'],
];
