import type { Case } from './case.ts';
import { uniform } from './weights.ts';

type Transposes = '' | 'a' | 'b' | 'ab';

/** Rows, inner size, columns, and which arguments are stored transposed. */
const products: [rows: number, inner: number, columns: number, transposed: Transposes][] = [
  [512, 512, 512, ''],
  [512, 512, 512, 'a'],
  [512, 512, 512, 'b'],
  [512, 512, 512, 'ab'],
  // The layers of the VAE at batch 128: forward, gradient by the weights, gradient by the input.
  [128, 784, 400, ''],
  [784, 128, 400, 'a'],
  [128, 400, 784, ''],
  [400, 128, 784, 'a'],
  [128, 784, 400, 'b'],
  [128, 400, 40, ''],
  [400, 128, 40, 'a'],
  [128, 40, 400, 'b'],
  [128, 20, 400, ''],
  [20, 128, 400, 'a'],
  [128, 400, 20, 'b'],
  // Odd sizes.
  [127, 131, 129, ''],
  [333, 77, 1001, 'a'],
  [61, 1023, 17, 'b'],
  [1, 784, 400, ''],
];

export const gemmCases: readonly Case[] = products.map(([rows, inner, columns, transposed]) => {
  const transposeA = transposed.includes('a');
  const transposeB = transposed.includes('b');
  return {
    name: `gemm-${rows}x${inner}x${columns}${transposed && `-t${transposed}`}`,
    title: `A${transposeA ? 'ᵀ' : ''}·B${transposeB ? 'ᵀ' : ''}, ${rows}×${inner} by ${inner}×${columns}`,
    program: 'gemm',
    settings: { transposeA, transposeB },
    flop: 2 * rows * inner * columns,
    tensors: () => ({
      a: uniform(1, transposeA ? [inner, rows] : [rows, inner]),
      b: uniform(2, transposeB ? [columns, inner] : [inner, columns]),
    }),
  };
});
