import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { address, engineOf, float } from './engine.ts';

/**
 * Lets `fill` write `[parts, columns]` partial sums, and writes `factor` times the sum of these parts into `result`, in
 * the same order however many threads compute.
 */
export function sumInParts(
  backend: BackendWasm,
  parts: number,
  columns: number,
  factor: number,
  result: TensorInfo,
  fill: (sums: number) => void,
): void {
  const sums = backend.makeOutput([parts, columns], 'float32');
  fill(address(backend, sums));
  const words = [address(backend, sums), address(backend, result), parts, columns, float(factor), parts];
  engineOf(backend).run('sumOfRows', 1, 1, words);
  backend.disposeData(sums.dataId);
}
