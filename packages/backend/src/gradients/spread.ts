import { pad, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';

// One axis at a time, and with everything before and after it taken together: then no more than four axes are ever
// involved. With five, tfjs's slice and pad do not compile on WebGL and silently give zeros on WebGPU.

/** Puts `before` and `after` times `value` around what lies along an axis. */
export function padAxis<T extends Tensor>(x: T, axis: number, before: number, after: number, value = 0): T {
  if (before === 0 && after === 0) return x;
  const [outer, inner] = around(x.shape, axis);
  const length = x.shape[axis]!;
  const around3 = [
    [0, 0],
    [before, after],
    [0, 0],
  ] as [number, number][];
  const padded = pad(reshape(x, [outer, length, inner]), around3, value);
  return reshape(padded, withLength(x.shape, axis, before + length + after)) as T;
}

/** `length` values along an axis, from `start` on; the adjoint of `padAxis` by zeros. */
export function sliceAxis<T extends Tensor>(x: T, axis: number, start: number, length: number): T {
  if (length === x.shape[axis]) return x;
  const [outer, inner] = around(x.shape, axis);
  const part = slice(reshape(x, [outer, x.shape[axis]!, inner]), [0, start, 0], [outer, length, inner]);
  return reshape(part, withLength(x.shape, axis, length)) as T;
}

/** Puts `step − 1` zeros between the values along an axis: `[.., n, ..] -> [.., (n − 1) step + 1, ..]`. */
export function spread<T extends Tensor>(x: T, axis: number, step: number): T {
  const length = x.shape[axis]!;
  if (step === 1 || length < 2) return x;
  const [outer, inner] = around(x.shape, axis);
  const gaps = padAxis(reshape(x, [outer * length, 1, inner]), 1, 0, step - 1);
  const whole = reshape(gaps, withLength(x.shape, axis, length * step)) as T;
  return sliceAxis(whole, axis, 0, (length - 1) * step + 1);
}

/** Every `step`-th value along an axis, from the first on; the adjoint of `spread`. */
export function pick<T extends Tensor>(x: T, axis: number, step: number): T {
  const length = x.shape[axis]!;
  if (step === 1 || length < 2) return x;
  const count = Math.ceil(length / step);
  const [outer, inner] = around(x.shape, axis);
  const whole = padAxis(x, axis, 0, count * step - length);
  const first = sliceAxis(reshape(whole, [outer * count, step, inner]), 1, 0, 1);
  return reshape(first, withLength(x.shape, axis, count)) as T;
}

/** How many values stand before an axis and how many after it. */
export function around(shape: readonly number[], axis: number): [outer: number, inner: number] {
  const size = (lengths: readonly number[]) => lengths.reduce((product, length) => product * length, 1);
  return [size(shape.slice(0, axis)), size(shape.slice(axis + 1))];
}

/** `shape` with another length along an axis. */
export function withLength(shape: readonly number[], axis: number, length: number): number[] {
  return shape.map((own, i) => (i === axis ? length : own));
}
