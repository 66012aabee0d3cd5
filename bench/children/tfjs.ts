/** Stock TensorFlow.js on its own WASM kernels. No package of LatentKit may be imported here: they would replace them. */
import '@tensorflow/tfjs-backend-wasm';
// For the gradients: tfjs-core alone registers none.
import '@tensorflow/tfjs-layers';
import { setBackend } from '@tensorflow/tfjs-core';
import { autoEncoders } from '../tfjs/autoEncoders.ts';
import { gans } from '../tfjs/gans.ts';
import { kernels } from '../tfjs/kernels.ts';
import { sharedKernels } from '../tfjs/sharedKernels.ts';
import { serve } from './serve.ts';

if (!(await setBackend('wasm'))) throw new Error("tfjs: the backend 'wasm' does not start.");
await serve({ ...autoEncoders, ...gans, ...kernels, ...sharedKernels });
