import { testAdversarialLoss } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { averaged, marginLosses } from './relativistic.test-util.ts';
import { relativisticAverage } from './relativistic.ts';

for (const [name, { marginLoss, plain }] of Object.entries(marginLosses)) {
  testAdversarialLoss(`relativisticAverage with ${name}`, () => relativisticAverage(marginLoss), {
    critic: averaged(plain),
    generator: averaged(plain),
    atZero: { critic: 2 * plain(0), generator: 2 * plain(0) },
  });
}

describe('relativisticAverage', () => {
  it('refuses real scores of another shape', () => {
    expect(() => relativisticAverage().generator(tensor1d([1, 2]), () => tensor1d([1]))).toThrow(
      'relativisticAverage.generator: fake has shape [2] but real has shape [1].',
    );
  });

  it('refuses a margin loss that is no function', () => {
    expect(() => relativisticAverage('hinge' as never)).toThrow(
      "relativisticAverage: marginLoss is 'hinge' but a function such as hingeMargin was expected.",
    );
  });
});
