import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, build, map } from '../plain.ts';
import { digits, moving, placeOf } from './moving.ts';

const mirror = (i: number, length: number, edge: 0 | 1) =>
  i < 0 ? -i - 1 + edge : i >= length ? 2 * length - 1 - i - edge : i;

export const shaping = [
  moving(
    'batchToSpaceND',
    [4, 1, 1, 1],
    (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    [1, 2, 2, 1],
    ([, i, j]) => [2 * i! + j!, 0, 0, 0],
  ),
  moving(
    'spaceToBatchND',
    [1, 2, 2, 1],
    (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    [4, 1, 1, 1],
    ([i]) => [0, i! >> 1, i! & 1, 0],
  ),
  moving(
    'broadcastTo',
    [2, 1],
    (x) => tf.broadcastTo(x, [2, 3]),
    [2, 3],
    ([i]) => [i!, 0],
  ),
  op(
    'concat',
    [numbers([2, 1]), numbers([2, 2], -1, 1, 1)],
    (a, b) => tf.concat([a!, b!], 1),
    (a, b) => build([2, 3], ([i, j]) => (j! < 1 ? at(a!, [i!, j!]) : at(b!, [i!, j! - 1]))),
  ),
  moving(
    'depthToSpace',
    [1, 1, 2, 8],
    (x) => tf.depthToSpace(x as tf.Tensor4D, 2),
    [1, 2, 4, 2],
    ([n, i, j, c]) => [n!, 0, j! >> 1, ((i! & 1) * 2 + (j! & 1)) * 2 + c!],
  ),
  moving(
    'expandDims',
    [2, 3],
    (x) => tf.expandDims(x, 1),
    [2, 1, 3],
    ([i, , k]) => [i!, k!],
  ),
  moving(
    'mirrorPad, reflect',
    [3, 2],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 1],
        ],
        'reflect',
      ),
    [6, 3],
    ([i, j]) => [mirror(i! - 2, 3, 1), mirror(j!, 2, 1)],
  ),
  moving(
    'mirrorPad, symmetric',
    [3, 2],
    (x) =>
      tf.mirrorPad(
        x,
        [
          [2, 1],
          [0, 1],
        ],
        'symmetric',
      ),
    [6, 3],
    ([i, j]) => [mirror(i! - 2, 3, 0), mirror(j!, 2, 0)],
  ),
  moving(
    'pad',
    [2, 2],
    (x) =>
      tf.pad(x, [
        [1, 0],
        [0, 2],
      ]),
    [3, 4],
    ([i, j]) => [i! - 1, j!],
  ),
  moving(
    'reshape',
    [2, 3],
    (x) => tf.reshape(x, [3, 2]),
    [3, 2],
    (index) => digits(placeOf(index, [3, 2]), [2, 3]),
  ),
  moving(
    'reverse',
    [2, 3],
    (x) => tf.reverse(x, 1),
    [2, 3],
    ([i, j]) => [i!, 2 - j!],
  ),
  moving(
    'slice',
    [3, 3],
    (x) => tf.slice(x, [1, 0], [2, 2]),
    [2, 2],
    ([i, j]) => [i! + 1, j!],
  ),
  op(
    'split',
    [numbers([2, 3])],
    (x) => {
      const [a, b] = tf.split(x!, [1, 2], 1) as [tf.Tensor, tf.Tensor];
      return tf.mul(a, b);
    },
    (x) => build([2, 2], ([i, j]) => at(x!, [i!, 0]) * at(x!, [i!, j! + 1])),
  ),
  op(
    'stack',
    [numbers([3]), numbers([3], -1, 1, 1)],
    (a, b) => tf.stack([a!, b!], 1),
    (a, b) => build([3, 2], ([i, j]) => at(j ? b! : a!, [i!])),
  ),
  op(
    'unstack',
    [numbers([2, 3])],
    (x) => {
      const [a, b] = tf.unstack(x!) as [tf.Tensor, tf.Tensor];
      return tf.mul(a, b);
    },
    (x) => build([3], ([i]) => at(x!, [0, i!]) * at(x!, [1, i!])),
  ),
  moving(
    'squeeze',
    [2, 1, 3],
    (x) => tf.squeeze(x, [1]),
    [2, 3],
    ([i, j]) => [i!, 0, j!],
  ),
  moving(
    'stridedSlice',
    [4, 3],
    (x) => tf.stridedSlice(x, [3, 0], [0, 3], [-2, 2]),
    [2, 2],
    ([i, j]) => [3 - 2 * i!, 2 * j!],
  ),
  moving(
    'stridedSlice, an axis taken away',
    [4, 3],
    (x) => tf.stridedSlice(x, [1, 0], [2, 3], [1, 2], 0, 0, 0, 0, 1),
    [2],
    ([j]) => [1, 2 * j!],
  ),
  moving(
    'tile',
    [2, 3],
    (x) => tf.tile(x, [2, 2]),
    [4, 6],
    ([i, j]) => [i! % 2, j! % 3],
  ),
  moving(
    'tile, of rank 5',
    [1, 1, 2, 1, 2],
    (x) => tf.tile(x, [1, 2, 1, 1, 2]),
    [1, 2, 2, 1, 4],
    ([, , k, , m]) => [0, 0, k!, 0, m! % 2],
  ),
  moving(
    'transpose',
    [2, 3, 2],
    (x) => tf.transpose(x, [2, 0, 1]),
    [2, 2, 3],
    ([i, j, k]) => [j!, k!, i!],
  ),
  op(
    'cast to float32',
    [numbers([4])],
    (x) => tf.cast(x!, 'float32'),
    (x) => x!,
  ),
  op(
    'clone',
    [numbers([4])],
    (x) => tf.clone(x!),
    (x) => map((v) => v)(x!),
  ),
];
