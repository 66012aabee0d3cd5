import { gather, sub, type Tensor1D, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import { commonGrid } from './commonGrid.ts';
import { powerMean } from './powerMean.ts';
import { sortRows } from './sortRows.ts';

/** The exact distance of the samples in each row: `[rows, n]`, `[rows, m] -> [rows]`. */
export function wassersteinOfRows(x: Tensor2D, y: Tensor2D, order: number): Tensor1D {
  const { difference, weights } = quantileDifference(sortRows(x), sortRows(y));
  return powerMean(difference, order, weights);
}

/** The difference of two quantile functions, piece by piece, from sorted rows; equally long pieces have no weights. */
function quantileDifference(x: Tensor2D, y: Tensor2D): { difference: Tensor2D; weights?: Tensor1D } {
  const [n, m] = [x.shape[1], y.shape[1]];
  if (n === m) return { difference: sub(x, y) };
  const { first, second, weights } = commonGrid(n, m);
  const at = (values: Tensor2D, pieces: Int32Array) => gather(values, tensor1d(pieces, 'int32'), 1);
  return { difference: sub(at(x, first), at(y, second)), weights: tensor1d(weights) };
}
