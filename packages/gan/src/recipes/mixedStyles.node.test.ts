import { useBackend } from '@latentkit/backend';
import { key } from '@latentkit/random';
import { clone, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { mixedStyles } from './mixedStyles.ts';

beforeAll(() => useBackend('cpu'));

const BATCH = 3000;

/** By example, from which size on its style is another: `sizes` where it never is. */
function crossings(sizes: number, mixing: number, seed: number): number[] {
  const styles = mixedStyles(clone, zeros([BATCH, 1]), { count: sizes, mixing, key: key(seed) });
  const values = styles.map((style: Tensor) => style.dataSync());
  return Array.from({ length: BATCH }, (_, i) => {
    const others = values.map((style) => style[i] !== 0);
    const first = others.indexOf(true);
    expect(others.every((isOther, size) => isOther === (first >= 0 && size >= first))).toBe(true);
    return first < 0 ? sizes : first;
  });
}

it('crosses over once, at each size but the first as often, with the probability of mixing', () => {
  const found = crossings(4, 0.6, 1);
  const share = (size: number) => found.filter((first) => first === size).length / BATCH;
  // Four standard errors of a share of 0.2 and of 0.4 among 3,000.
  expect(share(0)).toBe(0);
  for (const size of [1, 2, 3]) expect(Math.abs(share(size) - 0.2)).toBeLessThan(0.03);
  expect(Math.abs(share(4) - 0.4)).toBeLessThan(0.036);
  expect(crossings(4, 0.6, 1)).toEqual(found);
  expect(crossings(4, 0.6, 2)).not.toEqual(found);
});

it('mixes always where that is 1, and never where it is 0 or there is no key', () => {
  expect(new Set(crossings(2, 1, 1))).toEqual(new Set([1]));
  expect(new Set(crossings(3, 0, 1))).toEqual(new Set([3]));
  const styles = mixedStyles(clone, zeros([2, 1]), { count: 3, mixing: 1, key: undefined });
  expect(styles.map((style) => [...style.dataSync()])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});
