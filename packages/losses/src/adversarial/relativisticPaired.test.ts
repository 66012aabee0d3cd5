import { testAdversarialLoss } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { marginLosses, paired } from './relativistic.test-util.ts';
import { relativisticPaired } from './relativistic.ts';

for (const [name, { marginLoss, plain }] of Object.entries(marginLosses)) {
  testAdversarialLoss(`relativisticPaired with ${name}`, () => relativisticPaired(marginLoss), {
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

  it('refuses a margin loss that is no function', () => {
    expect(() => relativisticPaired('hinge' as never)).toThrow(
      "relativisticPaired: marginLoss is 'hinge' but a function such as hingeMargin was expected.",
    );
  });
});
