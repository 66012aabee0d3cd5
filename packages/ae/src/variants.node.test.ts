import { key, uniform } from '@latentkit/random';
import { testTrainable } from '@latentkit/testing';
import { expect, it } from 'vitest';
import * as aliases from './aliases.ts';
import { mlp } from './index.ts';
import { variants } from './variants.test-util.ts';

it('every published name is a variant', () => {
  expect(Object.keys(variants)).toEqual(expect.arrayContaining(Object.keys(aliases)));
});

// In Node alone: tests/variants.test.ts takes one step of each on every backend.
for (const [name, { make, weights, random = [] }] of Object.entries(variants)) {
  testTrainable(
    name,
    (seed) => make(mlp({ hidden: [8] }), seed),
    (index) => uniform(key(index), [4, 6]),
    { ...(weights && { weights }), random },
  );
}
