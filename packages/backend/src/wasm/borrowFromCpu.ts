import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  _FusedMatMul,
  BatchMatMul,
  Cast,
  ClipByValue,
  Conv2D,
  Conv2DBackpropInput,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  DepthwiseConv2dNative,
  Dilation2D,
  FusedConv2D,
  FusedDepthwiseConv2D,
  GatherV2,
  getKernel,
  getKernelsForBackend,
  type KernelBackend,
  type KernelFunc,
  Maximum,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  MaxPoolWithArgmax,
  Minimum,
  type NamedTensorInfoMap,
  Prelu,
  Prod,
  Slice,
  type TensorInfo,
  UnsortedSegmentSum,
  util,
} from '@tensorflow/tfjs-core';
import { repairCpu } from '../cpu/repairCpu.ts';
import { notLoaded } from '../drivers/notLoaded.ts';
import { defineEinsum } from './einsum.ts';
import { defineKernel } from './kernel.ts';

/** What tfjs's WASM backend gets wrong at some shapes, or refuses: see `conformance`. */
const wrong = [
  _FusedMatMul,
  BatchMatMul,
  Cast,
  ClipByValue,
  Conv2D,
  Conv2DBackpropInput,
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  DepthwiseConv2dNative,
  Dilation2D,
  FusedConv2D,
  FusedDepthwiseConv2D,
  GatherV2,
  Maximum,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  MaxPoolWithArgmax,
  Minimum,
  Prelu,
  Prod,
  Slice,
  UnsortedSegmentSum,
];

/** What is used of tfjs's cpu backend. */
type Cpu = KernelBackend & { makeTensorInfo(shape: number[], dtype: string, values: unknown): TensorInfo };

/**
 * Where WebAssembly has no SIMD our kernels do not run and tfjs's own stay. What these lack or get wrong is then
 * computed by tfjs's cpu backend: slow, and right.
 */
export async function borrowFromCpu(): Promise<void> {
  const { MathBackendCPU } = await loadCpu();
  const cpu = new MathBackendCPU() as unknown as Cpu;
  const lacking = getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  repairCpu();
  // The one of tfjs takes its tensors by position.
  defineEinsum();
  for (const kernelName of [...wrong, ...lacking.filter((name) => !getKernel(name, 'wasm'))]) {
    const kernel = getKernel(kernelName, 'cpu')!.kernelFunc;
    defineKernel(
      kernelName,
      () =>
        ({ inputs, attrs, backend }) =>
          compute(kernel, inputs, attrs, backend, cpu),
    );
  }
}

async function loadCpu(): Promise<typeof import('@tensorflow/tfjs-backend-cpu')> {
  try {
    return await import('@tensorflow/tfjs-backend-cpu');
  } catch (cause) {
    throw notLoaded('@tensorflow/tfjs-backend-cpu', cause);
  }
}

function compute(
  kernel: KernelFunc,
  inputs: NamedTensorInfoMap,
  attrs: object,
  backend: BackendWasm,
  cpu: Cpu,
): TensorInfo | TensorInfo[] {
  const moved = Object.entries(inputs as Record<string, TensorInfo>).map(([name, { shape, dtype, dataId }]) => [
    name,
    cpu.makeTensorInfo(shape, dtype, backend.readSync(dataId)),
  ]) as [string, TensorInfo][];
  const made = kernel({ inputs: Object.fromEntries(moved), attrs: attrs as never, backend: cpu });
  // A cast on cpu keeps the values' former type.
  const bring = ({ shape, dtype, dataId }: TensorInfo) =>
    backend.makeOutput(
      shape,
      dtype,
      undefined,
      util.toTypedArray(Array.from(cpu.readSync(dataId) as Float32Array), dtype) as never,
    );
  const results = Array.isArray(made) ? made.map(bring) : bring(made);
  for (const { dataId } of [...moved.map(([, info]) => info), ...(Array.isArray(made) ? made : [made])]) {
    cpu.disposeData(dataId, true);
  }
  return results;
}
