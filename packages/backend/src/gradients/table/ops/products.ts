import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, broadcast, build, type Plain, total } from '../plain.ts';

/** a and b with any batch axes, broadcast; each argument as it lies in memory. */
function product(a: Plain, b: Plain, transposeA = false, transposeB = false): Plain {
  const [rows, inner] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const lead = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return build([...lead, rows, columns], (index) => {
    const [i, j] = index.slice(-2) as [number, number];
    const start = index.slice(0, -2);
    return total([inner], ([k]) => {
      const left = at(a, [...start, ...(transposeA ? [k!, i] : [i, k!])]);
      return left * at(b, [...start, ...(transposeB ? [j, k!] : [k!, j])]);
    });
  });
}

const matMul = (name: string, a: number[], b: number[], transposeA = false, transposeB = false) =>
  op(
    `matMul${name}`,
    [numbers(a), numbers(b, -1, 1, 1)],
    (x, y) => tf.matMul(x!, y!, transposeA, transposeB),
    (x, y) => product(x!, y!, transposeA, transposeB),
  );

export const products = [
  matMul('', [2, 3], [3, 2]),
  matMul(', first transposed', [3, 2], [3, 2], true),
  matMul(', second transposed', [2, 3], [2, 3], false, true),
  matMul(', both transposed', [3, 2], [2, 3], true, true),
  matMul(', batched', [2, 2, 3], [2, 3, 2]),
  matMul(', batched, first transposed', [2, 3, 2], [2, 3, 2], true),
  matMul(', batched, second transposed', [2, 2, 3], [2, 2, 3], false, true),
  matMul(', batched, both transposed', [2, 3, 2], [2, 2, 3], true, true),
  matMul(', first batch broadcast', [2, 3], [2, 3, 2]),
  matMul(', second batch broadcast', [2, 2, 3], [3, 2]),
  matMul(', second batch broadcast, both transposed', [2, 3, 2], [1, 2, 3], true, true),
  matMul(', batches broadcast against each other', [2, 1, 2, 3], [1, 2, 3, 2]),
  matMul(', second batch broadcast in part', [2, 2, 2, 3], [2, 1, 3, 2]),
  op(
    'dot',
    [numbers([3]), numbers([3], -1, 1, 1)],
    (a, b) => tf.dot(a!, b!),
    (a, b) => build([], () => total([3], ([i]) => at(a!, [i!]) * at(b!, [i!]))),
  ),
  op(
    'outerProduct',
    [numbers([2]), numbers([3], -1, 1, 1)],
    (a, b) => tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D),
    (a, b) => build([2, 3], ([i, j]) => at(a!, [i!]) * at(b!, [j!])),
  ),
  op(
    'einsum, of two',
    [numbers([2, 2, 3]), numbers([2, 3], -1, 1, 1)],
    (a, b) => tf.einsum('bij,kj->bki', a!, b!),
    (a, b) => build([2, 2, 2], ([n, k, i]) => total([3], ([j]) => at(a!, [n!, i!, j!]) * at(b!, [k!, j!]))),
  ),
  op(
    'einsum, a sum over what is left out',
    [numbers([2, 3]), numbers([3, 2], -1, 1, 1)],
    (a, b) => tf.einsum('ij,jk->i', a!, b!),
    (a, b) => build([2], ([i]) => total([3, 2], ([j, k]) => at(a!, [i!, j!]) * at(b!, [j!, k!]))),
  ),
  op(
    'einsum, a transposition',
    [numbers([2, 3])],
    (a) => tf.einsum('ij->ji', a!),
    (a) => build([3, 2], ([i, j]) => at(a!, [j!, i!])),
  ),
  op(
    'linalg.qr, R squared',
    [numbers([2, 2], 0.3, 1.5)],
    (x) => tf.square(tf.linalg.qr(x!)[1]),
    (x) => {
      const [a, b, c, d] = [...x!.data] as [number, number, number, number];
      const [length, along] = [Math.hypot(a, c), (a * b + c * d) / Math.hypot(a, c)];
      return { shape: [2, 2], data: Float64Array.of(length ** 2, along ** 2, 0, b * b + d * d - along ** 2) };
    },
  ),
];
