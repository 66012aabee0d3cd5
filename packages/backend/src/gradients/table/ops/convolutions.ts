import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, atOr, build, type Plain, reshaped, total } from '../plain.ts';

export interface Window {
  readonly stride?: number;
  readonly dilation?: number;
  readonly pad?: 'same' | 'valid';
}

/** How long a side gets, and how much of the padding stands before it. */
function side(length: number, filter: number, { stride = 1, dilation = 1, pad = 'same' }: Window) {
  const reach = (filter - 1) * dilation + 1;
  if (pad === 'valid') return { length: Math.floor((length - reach) / stride) + 1, before: 0 };
  const out = Math.ceil(length / stride);
  return { length: out, before: Math.floor(Math.max(0, (out - 1) * stride + reach - length) / 2) };
}

/** Where in the input each place and tap of a window lies. */
export function windows(shape: readonly number[], filter: readonly number[], window: Window) {
  const sides = shape.map((length, axis) => side(length, filter[axis]!, window));
  return {
    shape: sides.map(({ length }) => length),
    from: (place: readonly number[], tap: readonly number[]) =>
      place.map((p, axis) => p * (window.stride ?? 1) - sides[axis]!.before + tap[axis]! * (window.dilation ?? 1)),
  };
}

/** `[batch, ...sides, inputs]` by a filter `[...sides, inputs, outputs]`, over any number of sides. */
export function convolve(x: Plain, filter: Plain, window: Window): Plain {
  const taps = filter.shape.slice(0, -2);
  const [inputs, outputs] = filter.shape.slice(-2) as [number, number];
  const { shape, from } = windows(x.shape.slice(1, -1), taps, window);
  return build([x.shape[0]!, ...shape, outputs], (index) =>
    total([...taps, inputs], (tap) => {
      const value = atOr(x, [index[0]!, ...from(index.slice(1, -1), tap.slice(0, -1)), tap.at(-1)!], 0);
      return value * at(filter, [...tap, index.at(-1)!]);
    }),
  );
}

/** `[batch, y, x, inputs]` by a filter `[y, x, inputs, multiplier]`; output channel `input * multiplier + m`. */
export function depthwise(x: Plain, filter: Plain, window: Window): Plain {
  const [height, width, inputs, multiplier] = filter.shape as [number, number, number, number];
  const { shape, from } = windows(x.shape.slice(1, 3), [height, width], window);
  return build([x.shape[0]!, ...shape, inputs * multiplier], ([n, ...rest]) => {
    const channel = rest[2]!;
    const input = Math.floor(channel / multiplier);
    return total([height, width], (tap) => {
      const value = atOr(x, [n!, ...from(rest.slice(0, 2), tap), input], 0);
      return value * at(filter, [...tap, input, channel % multiplier]);
    });
  });
}

/** The adjoint of `convolve` to a given output: `[batch, y, x, inputs]`, filter `[y, x, outputs, inputs]`. */
function transposed(x: Plain, filter: Plain, shape: number[], window: Window): Plain {
  const [height, width, outputs, inputs] = filter.shape as [number, number, number, number];
  const { from } = windows(shape.slice(1, 3), [height, width], window);
  const out = build(shape, () => 0);
  total([...x.shape.slice(0, 3), height, width], ([n, i, j, ...tap]) => {
    const [y, z] = from([i!, j!], tap) as [number, number];
    if (y < 0 || z < 0 || y >= shape[1]! || z >= shape[2]!) return 0;
    for (let o = 0; o < outputs; o++) {
      const place = ((n! * shape[1]! + y) * shape[2]! + z) * outputs + o;
      for (let c = 0; c < inputs; c++) out.data[place]! += at(x, [n!, i!, j!, c]) * at(filter, [...tap, o, c]);
    }
    return 0;
  });
  return out;
}

export const words = ({ stride = 1, dilation = 1, pad = 'same' }: Window) =>
  [pad, stride > 1 && `stride ${stride}`, dilation > 1 && `dilation ${dilation}`].filter(Boolean).join(', ');

const conv2d = (window: Window, x = [1, 4, 4, 2], filter = [3, 3, 2, 2]) =>
  op(
    `conv2d, ${words(window)}`,
    [numbers(x), numbers(filter, -1, 1, 1)],
    (x, w) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, window.stride ?? 1, window.pad ?? 'same', 'NHWC', window.dilation),
    (x, w) => convolve(x!, w!, window),
  );
const conv1d = (window: Window) =>
  op(
    `conv1d, ${words(window)}`,
    [numbers([1, 5, 2]), numbers([2, 2, 2], -1, 1, 1)],
    (x, w) =>
      tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, window.stride ?? 1, window.pad ?? 'same', 'NWC', window.dilation),
    (x, w) => convolve(x!, w!, window),
  );
const conv2dTranspose = (window: Window, shape: number[]) =>
  op(
    `conv2dTranspose, ${words(window)}`,
    [numbers([1, 2, 2, 2]), numbers([3, 3, 2, 2], -1, 1, 1)],
    (x, w) =>
      tf.conv2dTranspose(
        x as tf.Tensor4D,
        w as tf.Tensor4D,
        shape as [number, number, number, number],
        window.stride ?? 1,
        window.pad ?? 'same',
      ),
    (x, w) => transposed(x!, w!, shape, window),
  );
const depthwiseConv2d = (window: Window, multiplier = 1) =>
  op(
    `depthwiseConv2d, ${words(window)}${multiplier > 1 ? `, multiplier ${multiplier}` : ''}`,
    [numbers([1, 4, 4, 2]), numbers([2, 2, 2, multiplier], -1, 1, 1)],
    (x, w) =>
      tf.depthwiseConv2d(
        x as tf.Tensor4D,
        w as tf.Tensor4D,
        window.stride ?? 1,
        window.pad ?? 'same',
        'NHWC',
        window.dilation,
      ),
    (x, w) => depthwise(x!, w!, window),
  );
const conv3d = (window: Window) =>
  op(
    `conv3d, ${words(window)}`,
    [numbers([1, 3, 3, 3, 1]), numbers([2, 2, 2, 1, 2], -1, 1, 1)],
    (x, w) =>
      tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, window.stride ?? 1, window.pad ?? 'same', 'NDHWC', window.dilation),
    (x, w) => convolve(x!, w!, window),
  );

export const convolutions = [
  conv1d({ pad: 'same' }),
  conv1d({ pad: 'valid', stride: 2 }),
  conv1d({ pad: 'same', dilation: 2 }),
  conv2d({ pad: 'same' }),
  conv2d({ pad: 'valid' }),
  conv2d({ pad: 'same', stride: 2 }),
  conv2d({ pad: 'valid', stride: 2 }, [1, 5, 4, 2]),
  conv2d({ pad: 'same', dilation: 2 }, [1, 4, 4, 2], [2, 2, 2, 2]),
  conv2dTranspose({ pad: 'same', stride: 2 }, [1, 4, 4, 2]),
  conv2dTranspose({ pad: 'valid' }, [1, 4, 4, 2]),
  depthwiseConv2d({ pad: 'same' }),
  depthwiseConv2d({ pad: 'valid', stride: 2 }, 2),
  depthwiseConv2d({ pad: 'same', dilation: 2 }),
  op(
    'separableConv2d, same',
    [numbers([1, 3, 3, 2]), numbers([2, 2, 2, 1], -1, 1, 1), numbers([1, 1, 2, 2], -1, 1, 2)],
    (x, d, p) => tf.separableConv2d(x as tf.Tensor4D, d as tf.Tensor4D, p as tf.Tensor4D, 1, 'same'),
    (x, d, p) => convolve(depthwise(x!, d!, {}), p!, {}),
  ),
  conv3d({ pad: 'same' }),
  conv3d({ pad: 'valid', stride: 1 }),
  conv3d({ pad: 'same', dilation: 2 }),
  op(
    'conv3dTranspose, same',
    [numbers([1, 2, 2, 2, 1]), numbers([2, 2, 2, 1, 1], -1, 1, 1)],
    (x, w) => tf.conv3dTranspose(x as tf.Tensor5D, w as tf.Tensor5D, [1, 2, 2, 2, 1], 1, 'same'),
    // Padding of this convolution stands behind: each place gets the taps before it.
    (x, w) =>
      build([1, 2, 2, 2, 1], ([, ...place]) =>
        total(
          [2, 2, 2],
          (tap) =>
            atOr(
              reshaped(x!, [2, 2, 2]),
              place.slice(0, 3).map((p, axis) => p - tap[axis]!),
              0,
            ) * at(w!, [...tap, 0, 0]),
        ),
      ),
  ),
];
