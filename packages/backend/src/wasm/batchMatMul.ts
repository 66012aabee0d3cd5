import { BatchMatMul, type BatchMatMulAttrs, type TensorInfo, Transpose } from '@tensorflow/tfjs-core';
import { defineKernel, run, type WasmKernel } from './kernel.ts';

/** Below this many multiplications tfjs's simple loop is done before a transpose would be. */
const small = 1 << 14;

/** What laying out one value of the right-hand matrix costs XNNPACK, in units of transposing one. */
const packing = 4;

/**
 * Matrix product on WASM. tfjs's own goes through XNNPACK where neither argument is transposed and falls back to a loop
 * forty times slower otherwise, and every gradient transposes one. So we transpose first; where it is cheaper, the
 * smaller argument and the result: A·Bᵀ = (B·Aᵀ)ᵀ.
 */
export function defineBatchMatMul(): void {
  defineKernel(BatchMatMul, (stock) => (call) => multiply(stock!, call));
}

const multiply = (stock: WasmKernel, call: Parameters<WasmKernel>[0]): TensorInfo => {
  const { inputs, backend } = call;
  const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
  const a = inputs.a!;
  const b = inputs.b!;
  const [rows, inner] = lastTwo(a, transposeA);
  const [innerB, columns] = lastTwo(b, transposeB);
  const oneMatrix = a.shape.length === b.shape.length && a.shape.slice(0, -2).concat(b.shape.slice(0, -2)).every(isOne);
  const fits = inner === innerB && oneMatrix && a.dtype === 'float32' && b.dtype === 'float32';
  if (!(transposeA || transposeB) || !fits || rows * inner * columns < small) return stock(call);

  const swap = (x: TensorInfo) => run(backend, Transpose, { x }, { perm: swapLastTwo(x.shape.length) });
  const plain = (left: TensorInfo, right: TensorInfo) =>
    stock({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend });
  const made: TensorInfo[] = [];
  const swapped = (x: TensorInfo) => {
    const result = swap(x);
    made.push(result);
    return result;
  };
  const sizeA = rows * inner;
  const sizeB = inner * columns;
  const direct = (transposeA ? sizeA : 0) + (transposeB ? sizeB : 0) + packing * sizeB;
  const viaTranspose = (transposeA ? 0 : sizeA) + (transposeB ? 0 : sizeB) + packing * sizeA + rows * columns;
  let out: TensorInfo;
  if (direct <= viaTranspose) {
    out = plain(transposeA ? swapped(a) : a, transposeB ? swapped(b) : b);
  } else {
    const turned = plain(transposeB ? b : swapped(b), transposeA ? a : swapped(a));
    made.push(turned);
    out = swap(turned);
  }
  for (const { dataId } of made) backend.disposeData(dataId);
  return out;
};

const isOne = (size: number) => size === 1;

function lastTwo({ shape }: TensorInfo, transposed: boolean): [number, number] {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  return transposed ? [columns, rows] : [rows, columns];
}

function swapLastTwo(rank: number): number[] {
  return [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2];
}
