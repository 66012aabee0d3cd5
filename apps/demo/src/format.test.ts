import { expect, it } from 'vitest';
import { significant } from './format.ts';

it.each([
  [0, '0.00'],
  [0.1, '0.100'],
  [12.345, '12.3'],
  [123.4, '123'],
  [999.6, '1000'],
  [12345.6, '12346'],
  [-0.5, '-0.500'],
  [0.0000123, '1.23e-5'],
  [Number.NaN, 'NaN'],
])('writes %f as %s', (value, text) => {
  expect(significant(value)).toBe(text);
});
