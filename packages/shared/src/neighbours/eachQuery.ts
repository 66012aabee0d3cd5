import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { makePause, type Pause } from '../eventLoop.ts';
import { aroundTheirCenter, type Centered, errorOfProducts } from './aroundTheirCenter.ts';
import type { HostPoints } from './hostPoints.ts';

/** As many products are held at a time: 16 MiB. */
const blockSize = 2 ** 22;

/** About how far the points are from one query, in their order: it is overwritten for the next. */
export interface Estimates {
  /** The squared distances, nearly. */
  readonly squared: Float64Array;
  /** What each may be off by, at most. */
  readonly error: Float64Array;
}

/**
 * For each query how far all points are, nearly, by which few distances remain to be computed in float64.
 *
 * All distances by a product of matrices, ‖x‖² + ‖y‖² − 2 x·y, are fast, but lose in float32 the very digits that tell near
 * points apart. So they only say which points cannot be near, or must be, with an error that is known. The memory is that of
 * the points and one block.
 *
 * @param pause is called after each query, and throws where the work is aborted. Default: only lets the event loop turn
 */
export async function eachQuery(
  queries: HostPoints,
  points: HostPoints,
  visit: (query: number, estimates: Estimates) => void,
  pause: Pause = makePause(),
): Promise<void> {
  const { size, count } = points;
  const [x, y] = aroundTheirCenter(queries, points) as [Centered, Centered];
  const { relative, absolute } = errorOfProducts(size);
  const unit = x.scale ** 2;
  const rows = Math.max(1, Math.floor(blockSize / count));
  const estimates = { squared: new Float64Array(count), error: new Float64Array(count) };
  const right = tensor2d(y.values, [count, size]);
  try {
    for (let from = 0; from < queries.count; from += rows) {
      const to = Math.min(from + rows, queries.count);
      const block = x.values.subarray(from * size, to * size);
      const productsOfBlock = tidy(() => matMul(tensor2d(block, [to - from, size]), right, false, true));
      const products = (await productsOfBlock.data()) as Float32Array;
      productsOfBlock.dispose();
      for (let i = from; i < to; i++) {
        estimate(x.norms[i]!, products.subarray((i - from) * count, (i - from + 1) * count));
        visit(i, estimates);
        const rest = pause();
        if (rest) await rest;
      }
    }
  } finally {
    right.dispose();
  }

  /** (‖x‖ + ‖y‖)² − 2 (‖x‖ ‖y‖ + x·y), and what both may be wrong by. */
  function estimate(norm: number, products: Float32Array): void {
    const [{ norms }, { squared, error }] = [y, estimates];
    for (let i = 0; i < count; i++) {
      const sum = (norm + norms[i]!) ** 2;
      squared[i] = unit * (sum - 2 * (norm * norms[i]! + products[i]!));
      error[i] = unit * (sum * relative + absolute);
    }
  }
}
