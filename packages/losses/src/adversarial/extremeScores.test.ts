import type { AdversarialLoss } from '@latentkit/check';
import { average, expectGradients, onEveryBackend } from '@latentkit/testing';
import { it } from 'vitest';
import { hinge } from './hinge.ts';
import { leastSquares } from './leastSquares.ts';
import { hingeMargin, squaredMargin } from './margin.ts';
import { minimax } from './minimax.ts';
import { nonSaturating } from './nonSaturating.ts';
import { averaged, marginLosses, paired } from './relativistic.test-util.ts';
import { relativisticAverage, relativisticPaired } from './relativistic.ts';
import { wasserstein } from './wasserstein.ts';

// Every pair of scores from a critic that is hopeless, sure, or undecided: a value or a gradient that overflows in
// float32, or is NaN because one branch of a formula is, shows here.
const levels = [-1e4, -100, 0, 100, 1e4];
const real = levels.flatMap((score) => levels.map(() => score));
const fake = levels.flatMap(() => levels);

type Side = (first: Float64Array, second: Float64Array) => number;
type Term = (score: number) => number;
const each = (real: Term, fake: Term): Side => {
  return (r, f) => average(r, real) + average(f, fake);
};
const [logistic, squared, hinged] = [
  marginLosses.logisticMargin.plain,
  marginLosses.squaredMargin.plain,
  marginLosses.hingeMargin.plain,
] as const;

/** Each loss, and its two sides in float64: the critic's of (real, fake), the generator's of (fake, real). */
const losses: Record<string, readonly [loss: AdversarialLoss, critic: Side, generator: Side]> = {
  minimax: [minimax(), each(logistic, (f) => logistic(-f)), (f) => -average(f, (x) => logistic(-x))],
  nonSaturating: [nonSaturating(), each(logistic, (f) => logistic(-f)), (f) => average(f, logistic)],
  leastSquares: [
    leastSquares(),
    each(
      (r) => squared(r) / 2,
      (f) => f ** 2 / 2,
    ),
    (f) => average(f, squared) / 2,
  ],
  hinge: [hinge(), each(hinged, (f) => hinged(-f)), (f) => -average(f, (x) => x)],
  wasserstein: [
    wasserstein(),
    each(
      (r) => -r,
      (f) => f,
    ),
    (f) => -average(f, (x) => x),
  ],
  RSGAN: [relativisticPaired(), paired(logistic), paired(logistic)],
  RaSGAN: [relativisticAverage(), averaged(logistic), averaged(logistic)],
  RaLSGAN: [relativisticAverage(squaredMargin), averaged(squared), averaged(squared)],
  RaHingeGAN: [relativisticAverage(hingeMargin), averaged(hinged), averaged(hinged)],
};

onEveryBackend(() => {
  it.each(Object.entries(losses))(
    '%s and its gradients are right for scores from -1e4 to 1e4',
    async (name, [loss, critic, generator]) => {
      const inputs = [real, fake].map((values) => ({ shape: [values.length], values }));
      // Squares go up to 4e8, whose float64 differences over a step of 1e-5 are known to 4e-3. All other gradients are
      // multiples of 1/50, to float32.
      const tolerance = { relative: 1e-5, absolute: /LS|least/.test(name) ? 1e-2 : 1e-6 };
      await expectGradients({
        value: (r, f) => loss.critic(r!, f!),
        reference: (r, f) => critic(r!, f!),
        inputs,
        tolerance,
      });
      await expectGradients({
        value: (r, f) => loss.generator(f!, () => r!),
        reference: (r, f) => generator(f!, r!),
        inputs,
        tolerance,
      });
    },
  );
});
