import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, build } from '../plain.ts';
import { moving } from './moving.ts';

const ids = () => tf.tensor1d([2, 0, 2, 1], 'int32');
const idValues = [2, 0, 2, 1];

export const indexing = [
  moving(
    'gather',
    [3, 2],
    (x) => tf.gather(x, ids()),
    [4, 2],
    ([i, j]) => [idValues[i!]!, j!],
  ),
  moving(
    'gather, second axis',
    [2, 3],
    (x) => tf.gather(x, ids(), 1),
    [2, 4],
    ([i, j]) => [i!, idValues[j!]!],
  ),
  moving(
    'gather, with one batch axis',
    [2, 3],
    (x) => tf.gather(x, tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32'), 1, 1),
    [2, 2],
    ([i, j]) => [
      i!,
      [
        [2, 0],
        [1, 1],
      ][i!]![j!]!,
    ],
  ),
  moving(
    'embedding, composed of gather',
    [3, 2],
    (x) => tf.gather(x, tf.tensor2d([1, 0, 2, 2], [2, 2], 'int32')),
    [2, 2, 2],
    ([i, j, k]) => [
      [
        [1, 0],
        [2, 2],
      ][i!]![j!]!,
      k!,
    ],
  ),
  moving(
    'gatherND',
    [2, 3],
    (x) => tf.gatherND(x, tf.tensor2d([1, 2, 0, 0, 1, 2], [3, 2], 'int32')),
    [3],
    ([i]) =>
      [
        [1, 2],
        [0, 0],
        [1, 2],
      ][i!]!,
  ),
  moving(
    'gatherND, whole rows',
    [3, 2],
    (x) => tf.gatherND(x, tf.tensor2d([2, 0, 2], [3, 1], 'int32')),
    [3, 2],
    ([i, j]) => [[2, 0, 2][i!]!, j!],
  ),
  op(
    'scatterND',
    [numbers([3, 2])],
    (x) => tf.scatterND(tf.tensor2d([2, 0, 2], [3, 1], 'int32'), x!, [4, 2]),
    (x) => build([4, 2], ([i, j]) => [2, 0, 2].reduce((sum, row, k) => sum + (row === i ? at(x!, [k, j!]) : 0), 0)),
  ),
  op(
    'tensorScatterUpdate',
    [numbers([4, 2]), numbers([2, 2], -1, 1, 1)],
    (x, y) => tf.tensorScatterUpdate(x!, tf.tensor2d([2, 0], [2, 1], 'int32'), y!),
    (x, y) => build([4, 2], ([i, j]) => (i === 2 ? at(y!, [0, j!]) : i === 0 ? at(y!, [1, j!]) : at(x!, [i!, j!]))),
  ),
  op(
    'unsortedSegmentSum',
    [numbers([4, 2])],
    (x) => tf.unsortedSegmentSum(x!, ids(), 3),
    (x) => build([3, 2], ([i, j]) => idValues.reduce((sum, id, k) => sum + (id === i ? at(x!, [k, j!]) : 0), 0)),
  ),
  moving(
    'booleanMask by gather',
    [4, 2],
    (x) => tf.gather(x, tf.tensor1d([0, 3], 'int32')),
    [2, 2],
    ([i, j]) => [[0, 3][i!]!, j!],
  ),
];
