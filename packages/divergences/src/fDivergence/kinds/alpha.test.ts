import { expect, it } from 'vitest';
import { alpha } from './alpha.ts';

it.each([0, 1, Infinity, Number.NaN])('refuses the order %d', (order) => {
  expect(() => alpha(order)).toThrow(/^alpha: order is .* but a finite number other than 0 and 1 was expected\.$/);
  expect(() => alpha(order)).toThrow(RangeError);
});

it('refuses what is no number', () => {
  expect(() => alpha('2' as never)).toThrow(TypeError);
});
