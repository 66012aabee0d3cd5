import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** The place of a matrix in its batch, and whether it is turned. */
interface Side {
  readonly matrix: TensorInfo;
  readonly turned: boolean;
  /** Which of the batch is meant by the `k`-th of the result's. */
  readonly index: (k: number) => number;
}

/** The product of whole numbers, as confusion matrices want it. Overflow wraps around, as with the other operations. */
export function integerProduct(backend: BackendWasm, a: Side, b: Side, out: TensorInfo, inner: number): void {
  const [rows, columns] = out.shape.slice(-2) as [number, number];
  const heap = { a: backend.typedArrayFromHeap(a.matrix), b: backend.typedArrayFromHeap(b.matrix) };
  const to = backend.typedArrayFromHeap(out);
  const [acrossA, downA] = a.turned ? [rows, 1] : [1, inner];
  const [acrossB, downB] = b.turned ? [inner, 1] : [1, columns];
  for (let k = 0; k * rows * columns < to.length; k++) {
    const [fromA, fromB] = [a.index(k) * rows * inner, b.index(k) * inner * columns];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let l = 0; l < inner; l++) {
          const [x, y] = [heap.a[fromA + i * downA + l * acrossA]!, heap.b[fromB + l * downB + j * acrossB]!];
          sum = (sum + Math.imul(x, y)) | 0;
        }
        to[(k * rows + i) * columns + j] = sum;
      }
    }
  }
}
