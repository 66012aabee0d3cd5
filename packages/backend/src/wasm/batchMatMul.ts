import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { BatchMatMul, type BatchMatMulAttrs, broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { address, engineOf } from './engine/engine.ts';
import { multiply } from './engine/product.ts';
import { type Epilogue, left, plain, right } from './engine/productShape.ts';
import { integerProduct } from './integerProduct.ts';
import { defineKernel } from './kernel.ts';
import { upcast } from './upcast.ts';

/** Matrix products on WASM. tfjs's own are forty times slower where an argument is transposed, as in every gradient. */
export function defineBatchMatMul(): void {
  defineKernel(BatchMatMul, () => ({ inputs, attrs, backend }) => {
    const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
    const a = inputs.a!;
    const b = inputs.b!;
    if (a.dtype === b.dtype) return matrixProduct(backend, a, b, transposeA, transposeB);
    return upcast(backend, 'float32', { a, b }, ({ a, b }) => matrixProduct(backend, a!, b!, transposeA, transposeB));
  });
}

/** `[...batch, rows, columns]`, where either batch may be broadcast. */
export function matrixProduct(
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
  epilogue: Epilogue = plain,
): TensorInfo {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const innerB = b.shape.at(transposeB ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  util.assert(
    inner === innerB,
    () =>
      `Error in matMul: inner shapes (${inner}) and (${innerB}) of Tensors with shapes ${a.shape} and ${b.shape} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const batchShape = broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
  const out = backend.makeOutput([...batchShape, rows, columns], a.dtype);
  const batch = util.sizeFromShape(batchShape);
  if (batch === 0 || rows === 0 || columns === 0) return out;
  if (a.dtype !== 'float32') {
    const left = { matrix: a, turned: transposeA, index: broadcastIndex(batchA, batchShape) };
    const right = { matrix: b, turned: transposeB, index: broadcastIndex(batchB, batchShape) };
    integerProduct(backend, left, right, out, inner);
    return out;
  }
  const stepA = rows * inner * 4;
  const stepB = inner * columns * 4;
  const [atA, atB, atC] = [address(backend, a), address(backend, b), address(backend, out)];
  const kindA = transposeA ? left.turned : left.rows;
  const kindB = transposeB ? right.turned : right.rows;
  const widthA = transposeA ? rows : inner;
  const widthB = transposeB ? inner : columns;
  const take = (i: number, j: number, k: number, batch: number) =>
    multiply(engineOf(backend), {
      rows,
      columns,
      inner,
      a: { kind: kindA, at: atA + i * stepA, width: widthA, step: stepA },
      b: { kind: kindB, at: atB + j * stepB, width: widthB, step: stepB },
      c: atC + k * rows * columns * 4,
      batch,
      split: Math.max(1, inner),
      patches: undefined,
      placement: undefined,
      epilogue,
    });
  if (util.sizeFromShape(batchA) === batch && util.sizeFromShape(batchB) === batch) {
    take(0, 0, 0, batch);
  } else {
    const indexA = broadcastIndex(batchA, batchShape);
    const indexB = broadcastIndex(batchB, batchShape);
    for (let k = 0; k < batch; k++) take(indexA(k), indexB(k), k, 1);
  }
  return out;
}

/** Which matrix of a batch of `shape` is meant by the `k`-th of the broadcast one. */
function broadcastIndex(shape: readonly number[], whole: readonly number[]): (k: number) => number {
  const lead = whole.length - shape.length;
  return (k) => {
    let index = 0;
    let factor = 1;
    for (let axis = whole.length - 1; axis >= lead; axis--) {
      const size = shape[axis - lead]!;
      if (size > 1) index += (k % whole[axis]!) * factor;
      factor *= size;
      k = Math.floor(k / whole[axis]!);
    }
    return index;
  };
}
