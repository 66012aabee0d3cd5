import { expectAllClose } from '@latentkit/testing';
import { einsum, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { expectNoDataLeft, random } from './windows.test-util.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

const sizes: Record<string, number> = { a: 3, b: 2, c: 5, d: 4, e: 1 };

/** Sums over every choice of the indices. */
async function reference(equation: string, tensors: Tensor[]) {
  const [left, right] = equation.split('->') as [string, string];
  const terms = left.split(',');
  const letters = [...new Set(left.replace(',', ''))];
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  const place = (term: string, at: Record<string, number>) =>
    [...term].reduce((index, letter) => index * sizes[letter]! + at[letter]!, 0);
  const out = new Float64Array([...right].reduce((size, letter) => size * sizes[letter]!, 1));
  const visit = (depth: number, at: Record<string, number>) => {
    if (depth < letters.length) {
      const letter = letters[depth]!;
      for (let i = 0; i < sizes[letter]!; i++) visit(depth + 1, { ...at, [letter]: i });
      return;
    }
    const product = terms.reduce((all, term, i) => all * values[i]![place(term, at)]!, 1);
    out[place(right, at)]! += product;
  };
  visit(0, {});
  return out;
}

it.each([
  'ab,bc->ac',
  'ab,cb->ca',
  'abc,acd->abd',
  'abcd,abed->abce',
  'ab,cd->dacb',
  'ab,ab->',
  'ab,cb->a',
  'abc->b',
  'abc->cab',
  'ab->ab',
  'a,a->a',
  'abe,eb->ae',
])('%s', async (equation) => {
  const terms = equation.split('->')[0]!.split(',');
  const tensors = terms.map((term, i) =>
    random(
      [...term].map((letter) => sizes[letter]!),
      i + 1,
    ),
  );
  await expectAllClose(einsum(equation, ...tensors), await reference(equation, tensors), { absolute: 1e-5 });
  expectNoDataLeft(() => einsum(equation, ...tensors));
});

it('sums nothing to zero', async () => {
  await expectAllClose(einsum('ab,bc->ac', zeros([2, 0]), zeros([0, 3])), new Float32Array(6));
});

it('keeps whole numbers whole', async () => {
  const out = einsum('ab,bc->ac', tensor2d([1, 2, 3, 4], [2, 2], 'int32'), tensor([5, 6], [2, 1], 'int32'));
  expect(out.dtype).toBe('int32');
  await expectAllClose(out, [17, 39]);
});
