import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { BatchMatMul, type BatchMatMulAttrs, broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { address, engineOf } from './engine/engine.ts';
import { type Epilogue, left, multiply, right } from './engine/product.ts';
import { integerProduct } from './integerProduct.ts';
import { asFloats, defineKernel } from './kernel.ts';

/** Matrix products on WASM. tfjs's own are forty times slower where an argument is transposed, as in every gradient. */
export function defineBatchMatMul(): void {
  defineKernel(BatchMatMul, () => ({ inputs, attrs, backend }) => {
    const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
    const a = inputs.a!;
    const b = inputs.b!;
    if (a.dtype === b.dtype) return matrixProduct(backend, a, b, transposeA, transposeB);
    return asFloats(backend, { a, b }, ({ a, b }) => matrixProduct(backend, a!, b!, transposeA, transposeB));
  });
}

/** `[...batch, rows, columns]`, where either batch may be broadcast. */
export function matrixProduct(
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
  epilogue: Epilogue = {},
): TensorInfo {
  const [rows, inner] = lastTwo(a, transposeA);
  const [innerB, columns] = lastTwo(b, transposeB);
  util.assert(
    inner === innerB,
    () =>
      `Error in matMul: inner shapes (${inner}) and (${innerB}) of Tensors with shapes ${a.shape} and ${b.shape} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  const batches = [a.shape.slice(0, -2), b.shape.slice(0, -2)] as const;
  const batchShape = broadcast_util.assertAndGetBroadcastShape(...batches);
  const out = backend.makeOutput([...batchShape, rows, columns], a.dtype);
  const batch = util.sizeFromShape(batchShape);
  if (out.shape.includes(0)) return out;
  const at = batches.map((shape) => broadcastIndex(shape, batchShape)) as [
    (k: number) => number,
    (k: number) => number,
  ];
  if (a.dtype !== 'float32') {
    const left = { matrix: a, turned: transposeA, index: at[0] };
    integerProduct(backend, left, { matrix: b, turned: transposeB, index: at[1] }, out, inner);
    return out;
  }
  const common = {
    rows,
    columns,
    inner,
    ...epilogue,
  };
  const steps = { a: rows * inner * 4, b: inner * columns * 4, c: rows * columns * 4 };
  const sides = (i: number, j: number, k: number) => ({
    a: {
      kind: transposeA ? left.turned : left.rows,
      at: address(backend, a) + i * steps.a,
      width: a.shape.at(-1)!,
      step: steps.a,
    },
    b: {
      kind: transposeB ? right.turned : right.rows,
      at: address(backend, b) + j * steps.b,
      width: b.shape.at(-1)!,
      step: steps.b,
    },
    c: { at: address(backend, out) + k * steps.c },
  });
  const engine = engineOf(backend);
  if (batches.every((shape) => util.sizeFromShape(shape) === batch)) {
    multiply(engine, { ...common, ...sides(0, 0, 0), batch });
  } else {
    for (let k = 0; k < batch; k++) multiply(engine, { ...common, ...sides(at[0](k), at[1](k), k) });
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

function lastTwo({ shape }: TensorInfo, transposed: boolean): [number, number] {
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  return transposed ? [columns, rows] : [rows, columns];
}
