import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  BatchMatMul,
  Conv2D,
  FusedConv2D,
  type FusedConv2DAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { Dense } from '../fused/kernelNames.ts';
import { matrixProduct } from './batchMatMul.ts';
import { convolutionInfo } from './convolutionInfo.ts';
import { activationCodes } from './engine/activationCodes.ts';
import { convolve } from './engine/convolution.ts';
import { address, sizeOf } from './engine/engine.ts';
import type { Epilogue } from './engine/productShape.ts';
import { defineKernel } from './kernel.ts';
import { stepByStep } from './stepByStep.ts';
import { takingTruthValues } from './truthValues.ts';

/** Products and convolutions with a bias and an activation. What cannot be done at once is done step by step. */
export function defineFused(): void {
  for (const kernelName of [_FusedMatMul, Dense])
    defineKernel(kernelName, () => (call) => {
      const { inputs, attrs, backend } = call;
      const { transposeA, transposeB, activation, leakyreluAlpha } = attrs as unknown as _FusedMatMulAttrs;
      const [a, b] = [inputs.a!, inputs.b!];
      const columns = b.shape.at(transposeB ? -2 : -1)!;
      const epilogue = epilogueOf(backend, inputs.bias, activation, leakyreluAlpha, columns);
      if (!epilogue || a.dtype !== 'float32' || b.dtype !== 'float32') {
        return takingTruthValues((numbers) => stepByStep(BatchMatMul, numbers))(call);
      }
      return matrixProduct(backend, a, b, transposeA, transposeB, epilogue);
    });
  defineKernel(FusedConv2D, () => (call) => {
    const { inputs, attrs, backend } = call;
    const { dataFormat, activation, leakyreluAlpha, ...rest } = attrs as unknown as FusedConv2DAttrs;
    const [x, filter] = [inputs.x!, inputs.filter!];
    const epilogue = epilogueOf(backend, inputs.bias, activation, leakyreluAlpha, filter.shape[3]!);
    if (!epilogue || dataFormat !== 'NHWC') return stepByStep(Conv2D, call);
    return convolve(backend, x, filter, convolutionInfo(x.shape, filter.shape, rest), epilogue);
  });
}

/** What a block of a product ends with, where it can: a number for each column, and one of our activations. */
export function epilogueOf(
  backend: BackendWasm,
  bias: TensorInfo | null | undefined,
  activation: string,
  slope: number | undefined,
  columns: number,
): Epilogue | undefined {
  if (!(activation in activationCodes)) return undefined;
  if (bias && !(bias.shape.length === 1 && sizeOf(bias) === columns && bias.dtype === 'float32')) return undefined;
  return {
    bias: bias ? address(backend, bias) : 0,
    activation: activationCodes[activation as keyof typeof activationCodes],
    slope: slope ?? 0.2,
  };
}
