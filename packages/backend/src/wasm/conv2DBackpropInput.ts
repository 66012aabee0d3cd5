import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  Slice,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { ConvTranspose } from '../fused/kernelNames.ts';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolutionInfo } from './convolutionInfo.ts';
import { convolutionByInput } from './engine/convolutionByInput.ts';
import { type Epilogue, plain } from './engine/productShape.ts';
import { epilogueOf } from './fused.ts';
import { defineKernel, run } from './kernel.ts';
import { upcast } from './upcast.ts';

/** The gradient of a convolution by its input, which is also what conv2dTranspose computes. tfjs's own is a loop. */
export function defineConv2DBackpropInput(): void {
  defineKernel(Conv2DBackpropInput, () =>
    takingChannelsFirst({ inputs: ['dy'], shapes: ['inputShape'] }, ({ inputs, attrs, backend }) =>
      // tf.conv2dTranspose takes whole numbers.
      upcast(backend, 'float32', inputs, ({ dy, filter }) =>
        byInput(backend, dy!, filter!, attrs as unknown as Conv2DBackpropInputAttrs, plain),
      ),
    ),
  );
  defineKernel(ConvTranspose, () => ({ inputs, attrs, backend }) => {
    const { activation, leakyreluAlpha, ...geometry } = attrs as unknown as Conv2DBackpropInputAttrs & {
      activation: string;
      leakyreluAlpha: number;
    };
    const epilogue = epilogueOf(backend, inputs.bias, activation, leakyreluAlpha, geometry.inputShape[3]);
    if (!epilogue) throw new Error(`${ConvTranspose}: activation is ${activation}, or the bias is not [filters].`);
    return byInput(backend, inputs.dy!, inputs.filter!, geometry, epilogue);
  });
}

function byInput(
  backend: BackendWasm,
  dy: TensorInfo,
  filter: TensorInfo,
  { inputShape, ...rest }: Conv2DBackpropInputAttrs,
  epilogue: Epilogue,
): TensorInfo {
  const info = convolutionInfo(inputShape, filter.shape, rest);
  // conv2dTranspose takes a picture larger than its result would have made: the rest of it is not looked at.
  if (util.arraysEqual(dy.shape, info.outShape)) return convolutionByInput(backend, dy, filter, info, epilogue);
  const part = run(backend, Slice, { x: dy }, { begin: [0, 0, 0, 0], size: info.outShape });
  const out = convolutionByInput(backend, part, filter, info, epilogue);
  backend.disposeData(part.dataId);
  return out;
}
