// tfjs-core itself comes first: the engine must be its own, not that of the files which the deep imports bring along.
import { getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { activationGradientGradient } from './activationGradient.ts';
import { avgPoolGradients } from './avgPool.ts';
import { batchMatMulGradient } from './batchMatMul.ts';
import { batchNormTrainingGradient } from './batchNormTraining.ts';
import { bernoulliGradient } from './bernoulli.ts';
import { floorDivGradient, maximumGradient, minimumGradient, squaredDifferenceGradient } from './broadcast.ts';
import { comparisonGradients } from './comparisons.ts';
import { conv2DGradient } from './conv2D.ts';
import { conv2DBackpropFilterGradient } from './conv2DBackpropFilter.ts';
import { conv3DFilterGradient, conv3DGradient, conv3DInputGradient } from './conv3D.ts';
import { crossEntropyGradient } from './crossEntropy.ts';
import { cumprodGradient, cumsumGradient, prodGradient } from './cumulative.ts';
import { depthToSpaceGradient } from './depthToSpace.ts';
import {
  depthwiseConv2dFilterGradient,
  depthwiseConv2dGradient,
  depthwiseConv2dInputGradient,
} from './depthwiseConv2d.ts';
import { dilation2DGradient } from './dilation2D.ts';
import { realDivGradient, reciprocalGradient } from './division.ts';
import { divNoNan } from './divNoNan.ts';
import { einsumGradient } from './einsum.ts';
import { eluGradGradient } from './eluGrad.ts';
import { fusedGradients } from './fused.ts';
import { fusedConvolutions } from './fusedConvolutions.ts';
import { gatherGradient } from './gather.ts';
import { gatherNdGradients } from './gatherNd.ts';
import { gaussianSampleGradient } from './gaussianSample.ts';
import { localResponseGradient } from './localResponse.ts';
import { maxPool3DGradient, maxPoolGradGradient } from './maxPool.ts';
import { mirrorPadGradient } from './mirrorPad.ts';
import { missingGradients } from './missingGradients.ts';
import { optionalInputs } from './optionalInputs.ts';
import { rectifierGradients } from './rectifiers.ts';
import { resizeGradients } from './resize.ts';
import { saveByReference } from './saveByReference.ts';
import { stridedSliceGradient } from './stridedSlice.ts';
import { tfjsGradients } from './tfjsGradients.ts';
import { tileGradient } from './tile.ts';
import { topKGradient } from './topK.ts';
import { truthValues } from './truthValues.ts';

const ourGradients = () => [
  activationGradientGradient,
  ...avgPoolGradients,
  batchMatMulGradient,
  batchNormTrainingGradient,
  bernoulliGradient,
  ...comparisonGradients,
  conv2DGradient,
  conv2DBackpropFilterGradient,
  conv3DFilterGradient,
  conv3DGradient,
  conv3DInputGradient,
  crossEntropyGradient,
  cumprodGradient,
  cumsumGradient,
  depthToSpaceGradient,
  depthwiseConv2dFilterGradient,
  depthwiseConv2dGradient,
  depthwiseConv2dInputGradient,
  dilation2DGradient,
  einsumGradient,
  eluGradGradient,
  floorDivGradient,
  ...fusedGradients,
  gatherGradient,
  ...gatherNdGradients,
  gaussianSampleGradient,
  localResponseGradient,
  maximumGradient,
  maxPool3DGradient,
  maxPoolGradGradient,
  minimumGradient,
  mirrorPadGradient,
  prodGradient,
  realDivGradient,
  reciprocalGradient,
  ...rectifierGradients,
  ...resizeGradients,
  squaredDifferenceGradient,
  stridedSliceGradient,
  tileGradient,
  topKGradient,
];

let isPlaced = false;

/**
 * Puts ours in the place of tfjs's, once more at each start of a backend: all copies of tfjs share one registry, and one
 * that is loaded late (`tfjs` itself, from a script tag) writes its own over what it finds.
 */
export function placeGradients(): void {
  saveByReference();
  optionalInputs();
  divNoNan();
  fusedConvolutions();
  missingGradients();
  truthValues();
  for (const gradient of tfjsGradients()) if (!getGradient(gradient.kernelName)) registerGradient(gradient);
  for (const gradient of ourGradients()) registerGradient(gradient);
  isPlaced = true;
}

/**
 * Registers the gradients of all operations, right ones of every order, for every program in the process that uses tfjs.
 * tfjs-core on its own registers none, and some that tfjs has are wrong. {@link useBackend} does it, and so does all in
 * LatentKit that trains; it is for programs that do neither and take gradients by `tf.grad`. Calling it again changes
 * nothing.
 *
 * @example
 * registerGradients();
 * grad((x) => sum(square(x)))(tensor1d([1, 2, 3]));  // [2, 4, 6]
 */
export function registerGradients(): void {
  if (!isPlaced) placeGradients();
}
