import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, Mean, Sum, type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { address, engineOf, float } from './engine/engine.ts';
import { sumInParts } from './engine/sumInParts.ts';
import { defineKernel } from './kernel.ts';

/** How many rows are summed before the sums are: it fixes the order of the sum. */
const part = 256;

/** Sums and means over the first axes or the last ones, as gradients need them; tfjs transposes for the first. */
export function defineSums(): void {
  for (const kernelName of [Sum, Mean]) {
    defineKernel(kernelName, (stock) => (call) => {
      const { inputs, attrs, backend } = call;
      const x = inputs.x!;
      const { axis, keepDims } = attrs as unknown as SumAttrs;
      const axes = util.parseAxisParam(axis, x.shape);
      const [shape, reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
      const count = util.sizeFromShape(reduced);
      const size = util.sizeFromShape(shape);
      const first = axes.every((value, i) => value === i);
      const last = axes.every((value, i) => value === x.shape.length - axes.length + i);
      if (x.dtype !== 'float32' || !(first || last) || count * size === 0) return stock!(call);
      const out = backend.makeOutput(keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape, 'float32');
      const factor = kernelName === Mean ? 1 / count : 1;
      if (last) overColumns(backend, x, out, size, count, factor);
      else overRows(backend, x, out, count, size, factor);
      return out;
    });
  }
}

function overColumns(
  backend: BackendWasm,
  x: TensorInfo,
  out: TensorInfo,
  rows: number,
  columns: number,
  factor: number,
) {
  const words = [address(backend, x), address(backend, out), columns, float(factor)];
  engineOf(backend).run('sumOfColumns', rows, Math.max(1, Math.ceil(16384 / columns)), words);
}

function overRows(backend: BackendWasm, x: TensorInfo, out: TensorInfo, rows: number, columns: number, factor: number) {
  const engine = engineOf(backend);
  const parts = Math.ceil(rows / part);
  if (parts === 1) {
    engine.run('sumOfRows', 1, 1, [address(backend, x), address(backend, out), rows, columns, float(factor), part]);
    return;
  }
  sumInParts(backend, parts, columns, factor, out, (sums) => {
    engine.run('sumOfRows', parts, 1, [address(backend, x), sums, rows, columns, float(1), part]);
  });
}
