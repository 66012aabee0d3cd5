import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { exp, neg, sum, tensor2d, tile } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { logistic, logProbability } from './discretizedLogistic.test-util.ts';
import { discretizedLogisticMixture } from './discretizedLogisticMixture.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

const levels = 256;
const steps = Array.from({ length: levels }, (_, k) => [k / (levels - 1)]);
const single = discretizedLogisticMixture({ mixtures: 1, minimumLogScale: -20 });

onEveryBackend(() => {
  it('gives its 256 levels probabilities that sum to 1, at any scale and with means outside, too', async () => {
    const nll = negativeLogLikelihood(discretizedLogisticMixture({ mixtures: 3 }));
    for (const parameters of [
      [0.5, -1, 2, 0.1, 0.9, 0.5, -3, -5, -1],
      [0, 1, 0, -0.2, 1.3, 0.5, -2, -9, 2],
      [1e4, -1e4, 0, 0.3, 0.4, 0.5, -4, 1e4, 7],
    ]) {
      const p = exp(neg(nll(tile(tensor2d([parameters]), [levels, 1]), tensor2d(steps))));
      // 256 probabilities of 24 bits, each from an exponent of up to 20.
      await expectAllClose(sum(p), [1], { absolute: 5e-6 });
    }
  });

  it('has the gradient of its formula', async () => {
    const nll = negativeLogLikelihood(discretizedLogisticMixture({ mixtures: 2, levels: 5 }));
    const wanted = [0, 2, 4];
    const target = tensor2d(wanted.map((level) => [level / 4]));
    await expectGradients({
      value: (output) => nll(output!, target),
      reference: (o) =>
        wanted.reduce((total, level, row) => {
          const [a, b, ma, mb, sa, sb] = o!.subarray(6 * row, 6 * row + 6) as unknown as [
            number,
            number,
            number,
            number,
            number,
            number,
          ];
          const mixed = Math.exp(a + logProbability(level, ma, sa, 5)) + Math.exp(b + logProbability(level, mb, sb, 5));
          return total + Math.log(Math.exp(a) + Math.exp(b)) - Math.log(mixed);
        }, 0),
      inputs: [
        {
          shape: [3, 6],
          values: [0.5, -1, 0.1, 0.8, -2, -1, 1, 0, 0.4, 0.7, -3, -1, -0.25, 0.5, 0.9, 0.2, -1.5, 0.5],
        },
      ],
      tolerance: { relative: 1e-4, absolute: 1e-5 },
    });
  });

  it('has the mean over its levels, as a sum by the midpoint rule has its integral, and within half a bin always', async () => {
    const rows = [-12, -9, -6, -5.54, -4, -2, -0.7, -0.69, 0, 3, 12, 1e4].flatMap((s) =>
      [-3, 0, 0.1234, 0.5, 0.998, 1, 40].map((m) => [0, m, s] as const),
    );
    const found = await single
      .of(tensor2d(rows.map((row) => [...row])))
      .mean()
      .data();
    for (const [i, [, m, s]] of rows.entries()) {
      const [mean, logScale] = [Math.fround(m), Math.fround(s)];
      let exact = 0;
      for (let edge = 0.5; edge < 255; edge++) exact += logistic((mean - edge / 255) / Math.exp(logScale)) / 255;
      // The rule's error for bins of 1/255 and a slope of at most 1/(4 scale); of no use where the scale is less than a bin.
      const error = s >= -5.54 ? 1 / (96 * 255 ** 2 * Math.exp(s)) : 0.5 / 255;
      expect(Math.abs(found[i]! - exact), `mean ${m}, log scale ${s}`).toBeLessThan(1.05 * error + 1e-6);
    }
  });
});
