import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, atOr, build, type Plain, total } from '../plain.ts';
import { windows } from './convolutions.ts';

const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const max = (x: readonly number[]) => Math.max(...x);

/** What lies in each window, the padding left out, folded. */
function pool(
  x: Plain,
  size: number,
  stride: number,
  pad: 'same' | 'valid',
  fold: (x: readonly number[]) => number,
): Plain {
  const sides = x.shape.slice(1, -1);
  const taps = sides.map(() => size);
  const { shape, from } = windows(sides, taps, { stride, pad });
  return build([x.shape[0]!, ...shape, x.shape.at(-1)!], (index) => {
    const inside: number[] = [];
    total(taps, (tap) => {
      const value = atOr(x, [index[0]!, ...from(index.slice(1, -1), tap), index.at(-1)!], Number.NaN);
      if (!Number.isNaN(value)) inside.push(value);
      return 0;
    });
    return fold(inside);
  });
}

type Pool2D = (x: tf.Tensor4D, size: number, stride: number, pad: 'same' | 'valid') => tf.Tensor;
type Pool3D = (x: tf.Tensor5D, size: number, stride: number, pad: 'same' | 'valid') => tf.Tensor;

const pooling = (name: string, flat: Pool2D, deep: Pool3D, fold: (x: readonly number[]) => number) => [
  op(
    `${name}Pool`,
    [numbers([1, 4, 4, 2])],
    (x) => flat(x as tf.Tensor4D, 2, 2, 'valid'),
    (x) => pool(x!, 2, 2, 'valid', fold),
  ),
  op(
    `${name}Pool, overlapping, same`,
    [numbers([2, 4, 4, 1])],
    (x) => flat(x as tf.Tensor4D, 3, 2, 'same'),
    (x) => pool(x!, 3, 2, 'same', fold),
  ),
  op(
    `${name}Pool, below zero`,
    [numbers([1, 4, 4, 1], -2, -1)],
    (x) => flat(x as tf.Tensor4D, 2, 2, 'valid'),
    (x) => pool(x!, 2, 2, 'valid', fold),
  ),
  op(
    `${name}Pool3d`,
    [numbers([1, 2, 3, 2, 1], -2, 1)],
    (x) => deep(x as tf.Tensor5D, 2, 1, 'same'),
    (x) => pool(x!, 2, 1, 'same', fold),
  ),
];

/** Weights of the two nearest rows of `from` for each of `to`. */
function bilinear(from: number, to: number, alignCorners: boolean, half: boolean) {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, i) => {
    const place = half ? (i + 0.5) * scale - 0.5 : i * scale;
    const low = Math.max(0, Math.floor(place));
    return { low, high: Math.min(from - 1, Math.ceil(place)), share: place - Math.floor(place) };
  });
}

function resizeBilinear(x: Plain, size: [number, number], alignCorners = false, half = false): Plain {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const rows = bilinear(height, size[0], alignCorners, half);
  const columns = bilinear(width, size[1], alignCorners, half);
  return build([n, ...size, channels], ([b, i, j, c]) => {
    const [row, column] = [rows[i!]!, columns[j!]!];
    const line = (y: number) =>
      at(x, [b!, y, column.low, c!]) * (1 - column.share) + at(x, [b!, y, column.high, c!]) * column.share;
    return line(row.low) * (1 - row.share) + line(row.high) * row.share;
  });
}

function resizeNearest(x: Plain, size: [number, number], alignCorners = false, half = false): Plain {
  const pick = (i: number, from: number, to: number) => {
    const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
    return Math.min(from - 1, alignCorners ? Math.round(i * scale) : Math.floor(half ? (i + 0.5) * scale : i * scale));
  };
  return build([x.shape[0]!, ...size, x.shape[3]!], ([b, i, j, c]) =>
    at(x, [b!, pick(i!, x.shape[1]!, size[0]), pick(j!, x.shape[2]!, size[1]), c!]),
  );
}

type Resize = (x: tf.Tensor4D, size: [number, number], alignCorners?: boolean, half?: boolean) => tf.Tensor;
const resizing = (
  name: string,
  tensor: Resize,
  plain: (x: Plain, size: [number, number], alignCorners?: boolean, half?: boolean) => Plain,
) =>
  (
    [
      ['larger', [4, 6], false, false],
      ['smaller', [2, 2], false, false],
      ['corners aligned', [4, 5], true, false],
      ['half pixel centres', [4, 5], false, true],
    ] as const
  ).map(([title, size, alignCorners, half]) =>
    op(
      `${name}, ${title}`,
      [numbers([2, 2, 3, 2])],
      (x) => tensor(x as tf.Tensor4D, [...size], alignCorners, half),
      (x) => plain(x!, [...size], alignCorners, half),
    ),
  );

export const poolingAndResizing = [
  ...pooling('avg', tf.avgPool, tf.avgPool3d, mean),
  ...pooling('max', tf.maxPool, tf.maxPool3d, max),
  ...resizing('resizeBilinear', tf.image.resizeBilinear, resizeBilinear),
  ...resizing('resizeNearestNeighbor', tf.image.resizeNearestNeighbor, resizeNearest),
];
