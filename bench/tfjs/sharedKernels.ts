import {
  Conv2DBackpropFilter,
  conv2d,
  conv2dTranspose,
  engine,
  matMul,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Program } from '../children/serve.ts';
import { kernelRunner } from './runners.ts';
import { tensorOf } from './tensors.ts';

/** The kernels that every tfjs program calls, with LatentKit or without. */
export const sharedKernels: Readonly<Record<string, Program>> = {
  gemm(file, { transposeA, transposeB }) {
    const [a, b] = [tensorOf(file, 'a'), tensorOf(file, 'b')];
    return kernelRunner(() => [matMul(a, b, transposeA as boolean, transposeB as boolean)], [a, b]);
  },
  convForward(file) {
    const [x, filter] = [tensorOf<Tensor4D>(file, 'x'), tensorOf<Tensor4D>(file, 'filter')];
    return kernelRunner(() => [conv2d(x, filter, 2, 'same')], [x, filter]);
  },
  convInputGradient(file) {
    const [dy, filter] = [tensorOf<Tensor4D>(file, 'dy'), tensorOf<Tensor4D>(file, 'filter')];
    const shape = file.x!.shape as [number, number, number, number];
    return kernelRunner(() => [conv2dTranspose(dy, filter, shape, 2, 'same')], [dy, filter]);
  },
  convFilterGradient(file) {
    const [x, dy] = [tensorOf(file, 'x'), tensorOf(file, 'dy')];
    const attributes = { strides: 2, pad: 'same', dataFormat: 'NHWC', filterShape: [...file.filter!.shape] };
    const compute = () => engine().runKernel(Conv2DBackpropFilter, { x, dy }, attributes) as Tensor;
    return kernelRunner(() => [compute()], [x, dy]);
  },
};
