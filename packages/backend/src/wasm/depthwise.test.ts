import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import {
  backend_util,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  depthwiseConv2d,
  engine,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { expectNoDataLeft, pictures, random, taps } from './windows.test-util.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

interface Case {
  readonly shape: [number, number, number, number];
  readonly size: [number, number];
  readonly stride: number;
  readonly dilation: number;
  readonly multiplier: number;
  readonly pad: 'same' | 'valid' | number;
}

async function check({ shape, size, stride, dilation, multiplier, pad }: Case) {
  const filterShape = [...size, shape[3], multiplier] as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(shape, filterShape, stride, dilation, pad, undefined, true);
  const tensors = [random(shape, 1), random(filterShape, 2), random(info.outShape, 3)] as [
    Tensor4D,
    Tensor4D,
    Tensor4D,
  ];
  const [x, filter, dy] = tensors;
  const [xs, fs, ds] = await Promise.all(tensors.map((tensor) => tensor.data()));
  const [y, dx, df] = [info.outShape, shape, filterShape].map((s) => new Float64Array(s.reduce((a, b) => a * b, 1)));
  for (const { input, output, tap } of taps(info))
    for (let c = 0; c < info.inChannels; c++)
      for (let m = 0; m < multiplier; m++) {
        const [i, f, o] = [input, tap * multiplier, output * multiplier].map((at) => at * info.inChannels + c);
        const [inFilter, inOutput] = [f! + c * (multiplier - 1) + m, o! + c * (multiplier - 1) + m];
        y![inOutput]! += xs![i!]! * fs![inFilter]!;
        dx![i!]! += ds![inOutput]! * fs![inFilter]!;
        df![inFilter]! += ds![inOutput]! * xs![i!]!;
      }
  const attrs = { strides: [stride, stride], pad, dilations: [dilation, dilation] };
  const tolerance = { relative: 1e-4, absolute: 1e-5 };
  await expectAllClose(depthwiseConv2d(x, filter, stride, pad, 'NHWC', dilation), y!, tolerance);
  const run = (kernel: string, inputs: Record<string, Tensor>, more: object) =>
    engine().runKernel(kernel, inputs, { ...attrs, ...more }) as Tensor;
  await expectAllClose(run(DepthwiseConv2dNativeBackpropInput, { dy, filter }, { inputShape: shape }), dx!, tolerance);
  await expectAllClose(run(DepthwiseConv2dNativeBackpropFilter, { x, dy }, { filterShape }), df!, tolerance);
  expectNoDataLeft(() => run(DepthwiseConv2dNativeBackpropFilter, { x, dy }, { filterShape }));
}

it('has the gradients of its definition', async () => {
  const multiplier = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(pictures, multiplier, (picture, multiplier) => check({ ...picture, multiplier, dilation: 1 })),
    { numRuns: 40 },
  );
});

it('has them when it is dilated, or padded by a number', async () => {
  await check({ shape: [2, 9, 8, 5], size: [3, 2], stride: 1, dilation: 2, multiplier: 1, pad: 'same' });
  await check({ shape: [1, 11, 11, 3], size: [3, 3], stride: 1, dilation: 3, multiplier: 2, pad: 'valid' });
  await check({ shape: [2, 7, 6, 40], size: [3, 3], stride: 2, dilation: 1, multiplier: 1, pad: 2 });
});

it('takes a batch of nothing', () => {
  const filter = random<Tensor4D>([3, 3, 4, 1], 1);
  const attrs = { strides: [1, 1], pad: 'same', dilations: [1, 1] };
  const dy = random([0, 5, 5, 4], 1);
  const dx = engine().runKernel(DepthwiseConv2dNativeBackpropInput, { dy, filter }, { ...attrs, inputShape: dy.shape });
  expect((dx as Tensor).shape).toEqual([0, 5, 5, 4]);
});
