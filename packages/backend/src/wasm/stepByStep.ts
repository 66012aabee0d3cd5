import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  Add,
  Elu,
  Identity,
  LeakyRelu,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  Prelu,
  Relu,
  Relu6,
  Reshape,
  Sigmoid,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { run, type WasmKernel } from './kernel.ts';

const activations: Record<string, string> = {
  elu: Elu,
  leakyrelu: LeakyRelu,
  linear: Identity,
  prelu: Prelu,
  relu: Relu,
  relu6: Relu6,
  sigmoid: Sigmoid,
};

/** The product or convolution, then the bias, then the activation. */
export function stepByStep(plain: string, { inputs, attrs, backend }: Parameters<WasmKernel>[0]): TensorInfo {
  const { bias, preluActivationWeights, ...rest } = inputs as NamedTensorInfoMap;
  let out = run(backend, plain, rest, attrs);
  const then = (kernel: string, more: NamedTensorInfoMap, attrs: NamedAttrMap = {}) => {
    const before = out;
    out = run(backend, kernel, { [kernel === Add ? 'a' : 'x']: before, ...more }, attrs);
    backend.disposeData(before.dataId);
  };
  if (bias) alongChannels(backend, bias, attrs, (b) => then(Add, { b }));
  const activation = (attrs.activation ?? 'linear') as string;
  const kernel = activations[activation];
  if (kernel === undefined) throw new Error(`${plain} on wasm: activation is ${activation}, which cannot be fused.`);
  if (kernel === Prelu) alongChannels(backend, preluActivationWeights!, attrs, (alpha) => then(Prelu, { alpha }));
  else if (kernel !== Identity) then(kernel, {}, { alpha: attrs.leakyreluAlpha! });
  return out;
}

/** A vector belongs to the channels, which are not the last axis where they come first. */
function alongChannels(
  backend: BackendWasm,
  x: TensorInfo,
  { dataFormat }: NamedAttrMap,
  body: (x: TensorInfo) => void,
): void {
  if (dataFormat !== 'NCHW' || x.shape.length !== 1 || x.shape[0] === 1) {
    body(x);
    return;
  }
  const upright = run(backend, Reshape, { x }, { shape: [x.shape[0]!, 1, 1] });
  body(upright);
  backend.disposeData(upright.dataId);
}
