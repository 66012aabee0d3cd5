import type { TensorInfo } from '@tensorflow/tfjs-core';
import { BatchNormTraining, BatchNormTrainingGradient } from '../fused/kernelNames.ts';
import { address, engineOf, float } from './engine/engine.ts';
import { sumInParts } from './engine/sumInParts.ts';
import { defineKernel, floats } from './kernel.ts';

/** How many rows are summed before the sums are: it fixes the order of the sum. */
const part = 256;

/** Batch norm by the statistics of the batch, and its gradients. */
export function defineBatchNormTraining(): void {
  defineKernel(BatchNormTraining, () => ({ inputs, attrs, backend }) => {
    const { epsilon } = attrs as unknown as { epsilon: number };
    const [x, scale, offset] = [inputs.x!, inputs.scale!, inputs.offset!];
    const [rows, channels] = x.shape as [number, number];
    const engine = engineOf(backend);
    const [out, mean, variance, factor] = [
      backend.makeOutput(x.shape, 'float32'),
      ...[0, 1, 2].map(() => backend.makeOutput([channels], 'float32')),
    ] as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const at = (tensor: TensorInfo) => address(backend, tensor);
    sumInParts(backend, parts(rows), channels, 1 / rows, mean, (sums) => {
      engine.run('sumOfRows', parts(rows), 1, [at(x), sums, rows, channels, float(1), part]);
    });
    sumInParts(backend, parts(rows), channels, 1 / rows, variance, (sums) => {
      engine.run('squaredDeviations', parts(rows), 1, [at(x), at(mean), sums, rows, channels, part]);
    });
    const heap = floats(backend);
    for (let c = 0; c < channels; c++) {
      heap[at(factor) / 4 + c] = heap[at(scale) / 4 + c]! / Math.sqrt(heap[at(variance) / 4 + c]! + epsilon);
    }
    engine.run('normalize', rows, part, [at(x), at(mean), at(factor), at(offset), at(out), channels]);
    backend.disposeData(factor.dataId);
    return [out, mean, variance];
  });

  defineKernel(BatchNormTrainingGradient, () => ({ inputs, attrs, backend }) => {
    const { epsilon } = attrs as unknown as { epsilon: number };
    const { x, dy, scale, mean, variance, dMean, dVariance } = inputs as Record<string, TensorInfo>;
    const [rows, channels] = x!.shape as [number, number];
    const engine = engineOf(backend);
    const at = (tensor: TensorInfo) => address(backend, tensor);
    const dx = backend.makeOutput(x!.shape, 'float32');
    const dScale = backend.makeOutput([channels], 'float32');
    const dOffset = backend.makeOutput([channels], 'float32');
    const sums = backend.makeOutput([2 * channels], 'float32');
    sumInParts(backend, parts(rows), 2 * channels, 1, sums, (partial) => {
      engine.run('normalizeSums', parts(rows), 1, [at(x!), at(dy!), at(mean!), partial, rows, channels, part]);
    });
    const factors = [0, 1, 2].map(() => backend.makeOutput([channels], 'float32'));
    const heap = floats(backend);
    const index = (tensor: TensorInfo) => at(tensor) / 4;
    const [a, b, c] = factors.map(index) as [number, number, number];
    for (let i = 0; i < channels; i++) {
      const deviation = Math.sqrt(heap[index(variance!) + i]! + epsilon);
      const factor = heap[index(scale!) + i]! / deviation;
      const [plain, weighted] = [heap[index(sums) + i]!, heap[index(sums) + channels + i]!];
      heap[index(dOffset) + i] = plain;
      heap[index(dScale) + i] = weighted / deviation;
      heap[a + i] = factor;
      heap[b + i] = (factor * plain - heap[index(dMean!) + i]!) / rows;
      heap[c + i] = ((factor * weighted) / deviation ** 2 - 2 * heap[index(dVariance!) + i]!) / rows;
    }
    const words = [x!, dy!, mean!, ...factors, dx].map(at);
    engine.run('normalizeGradient', rows, part, [...words, channels]);
    for (const { dataId } of [sums, ...factors]) backend.disposeData(dataId);
    return [dx, dScale, dOffset];
  });
}

const parts = (rows: number) => Math.ceil(rows / part);
