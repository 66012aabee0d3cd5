// A module for its side effects: tfjs-core on its own registers no gradient at all, and some that it has are wrong.
// tfjs-core itself comes first: the engine must be its own, not that of the files which the deep import brings along.
import { registerGradient } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { maximumGradient, minimumGradient, squaredDifferenceGradient } from './broadcast.ts';
import { comparisonGradients } from './comparisons.ts';
import { conv2DBackpropFilterGradient } from './conv2DBackpropFilter.ts';
import { eluGradGradient } from './eluGrad.ts';
import { orderTape } from './orderTape.ts';

orderTape();
for (const gradient of [
  ...comparisonGradients,
  conv2DBackpropFilterGradient,
  eluGradGradient,
  maximumGradient,
  minimumGradient,
  squaredDifferenceGradient,
]) {
  registerGradient(gradient);
}
