import { testAdversarialLoss } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { paired, prices } from './relativistic.test-util.ts';
import { relativisticPaired } from './relativisticPaired.ts';

for (const [name, { price, plain }] of Object.entries(prices)) {
  testAdversarialLoss(`relativisticPaired with ${name}`, () => relativisticPaired(price), {
    critic: paired(plain),
    generator: paired(plain),
    atZero: { critic: plain(0), generator: plain(0) },
  });
}

describe('relativisticPaired', () => {
  it('refuses real scores of another shape', () => {
    expect(() => relativisticPaired().generator(tensor1d([1, 2]), () => tensor1d([1]))).toThrow(
      'relativisticPaired.generator: fake has shape [2] but real has shape [1].',
    );
  });

  it('refuses a price that is no function', () => {
    expect(() => relativisticPaired('hinge' as never)).toThrow(
      "relativisticPaired: price is 'hinge' but a function such as hingeMargin was expected.",
    );
  });
});
