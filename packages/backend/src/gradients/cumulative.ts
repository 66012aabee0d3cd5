import {
  add,
  backend_util,
  Cumprod,
  type CumprodAttrs,
  Cumsum,
  type CumsumAttrs,
  concat,
  cumprod,
  cumsum,
  expandDims,
  eye,
  type GradConfig,
  matMul,
  mul,
  ones,
  Prod,
  type ProdAttrs,
  reshape,
  sub,
  type Tensor,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core';
import { sliceAxis, withLength } from './spread.ts';

/** tfjs's own is transposed unless the axis is the last. */
export const cumsumGradient: GradConfig = {
  kernelName: Cumsum,
  gradFunc: (dy, _, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as CumsumAttrs;
    return { x: () => cumsum(dy as Tensor, axis, exclusive, !reverse) };
  },
};

/**
 * A running product by xⱼ is the running product with a 1 for xⱼ, wherever xⱼ takes part. Written so, without division,
 * it holds for zeros too; it takes as many running products as there are values in one. tfjs has none.
 */
export const cumprodGradient: GradConfig = {
  kernelName: Cumprod,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as CumprodAttrs;
    const x = saved[0]!;
    return {
      x: () => {
        const order = [...x.shape.map((_, i) => i).filter((i) => i !== axis), axis];
        const length = x.shape[axis]!;
        const [rows, slopes] = [x, dy as Tensor].map((t) => reshape(transpose(t, order), [-1, length]));
        const one = eye(length);
        const replaced = add(mul(expandDims(rows!, 1), sub(1, one)), one); // [rows, j, k]
        const slopesOf = mul(products(replaced, exclusive, reverse), takesPart(length, exclusive, reverse));
        const gradient = matMul(slopesOf, expandDims(slopes!, 2)); // [rows, j, 1]
        const shape = order.map((i) => x.shape[i]!);
        return transpose(reshape(gradient, shape), backend_util.getUndoAxesPermutation(order));
      },
    };
  },
};

/** 1 where the value `j` (row) is a factor of the running product `i` (column). */
function takesPart(length: number, exclusive: boolean, reverse: boolean): Tensor {
  const value = (j: number, i: number) => (i === j ? !exclusive : j < i !== reverse);
  const indices = Array.from({ length }, (_, i) => i);
  return tensor2d(
    indices.flatMap((j) => indices.map((i) => (value(j, i) ? 1 : 0))),
    [length, length],
  );
}

/** Running products along the last axis. Not by the op's own `exclusive`, which is wrong on WebGPU. */
function products(x: Tensor, exclusive: boolean, reverse: boolean): Tensor {
  const last = x.rank - 1;
  if (!exclusive) return cumprod(x, last, false, reverse);
  const one = ones(withLength(x.shape, last, 1));
  const rest = sliceAxis(x, last, reverse ? 1 : 0, x.shape[last]! - 1);
  return cumprod(concat(reverse ? [rest, one] : [one, rest], last), last, false, reverse);
}

/** A product by one factor is the product of those before and those after it. tfjs's own needs its chained methods. */
export const prodGradient: GradConfig = {
  kernelName: Prod,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const x = saved[0]!;
    const { axis } = attrs as unknown as ProdAttrs;
    const gone = [axis ?? x.shape.map((_, i) => i)].flat().map((i) => (i < 0 ? i + x.rank : i));
    return {
      x: () => {
        const order = [...x.shape.map((_, i) => i).filter((i) => !gone.includes(i)), ...gone];
        const length = gone.reduce((product, i) => product * x.shape[i]!, 1);
        const rows = reshape(transpose(x, order), [-1, length]);
        const others = mul(products(rows, true, false), products(rows, true, true));
        const gradient = mul(others, reshape(dy as Tensor, [-1, 1]));
        const shape = order.map((i) => x.shape[i]!);
        return transpose(reshape(gradient, shape), backend_util.getUndoAxesPermutation(order));
      },
    };
  },
};
