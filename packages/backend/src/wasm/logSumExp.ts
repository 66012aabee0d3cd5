import { LogSumExpOfRows } from '../fused/kernelNames.ts';
import { address, engineOf, float } from './engine/engine.ts';
import { defineKernel, floats, start } from './kernel.ts';

/** How many numbers a thread takes at least. */
const part = 1 << 12;

/** The logarithm of a sum of exponentials, row by row. The kernel has powers of 2, so all is multiplied by log₂ e first. */
export function defineLogSumExp(): void {
  defineKernel(LogSumExpOfRows, () => ({ inputs, attrs, backend }) => {
    const [matrix, offsets] = [inputs.matrix!, inputs.offsets!];
    const [rows, columns] = matrix.shape as [number, number];
    const out = backend.makeOutput([rows], 'float32');
    const scaled = backend.makeOutput([columns], 'float32');
    const heap = floats(backend);
    const [from, to] = [start(backend, offsets), start(backend, scaled)];
    for (let i = 0; i < columns; i++) heap[to + i] = heap[from + i]! * Math.LOG2E;
    const words = [matrix, scaled, out].map((tensor) => address(backend, tensor));
    const { scale } = attrs as { scale: number };
    engineOf(backend).run('logSumExp', rows, Math.ceil(part / columns), [...words, columns, float(scale * Math.LOG2E)]);
    backend.disposeData(scaled.dataId);
    return out;
  });
}
