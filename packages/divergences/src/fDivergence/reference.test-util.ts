import { logistic } from '@latentkit/testing';
import {
  alpha,
  forwardKl,
  ganObjective,
  jensenShannon,
  neyman,
  pearson,
  reverseKl,
  squaredHellinger,
  symmetricKl,
  totalVariation,
  triangular,
} from '../index.ts';
import type { FDivergence } from './fDivergence.ts';

/** An f-divergence once more, in plain float64 numbers and from the literature. */
export interface Reference {
  readonly divergence: FDivergence;
  /** f as published. */
  readonly f: (u: number) => number;
  /** f* and g as the table 6 of the f-GAN paper has them, for slopes that a ratio can have; v increases with p / q. */
  readonly conjugate: (t: number) => number;
  readonly activation: (v: number) => number;
  /** f'(1), also from the table. */
  readonly threshold: number;
  /** f*(g(v)), simplified by hand so that it holds for |v| up to 1e4 in float64. */
  readonly composed: (v: number) => number;
  /** The divergence D' with D(P ‖ Q) = D'(Q ‖ P). */
  readonly dual: FDivergence;
}

const { exp, log, sqrt, abs, tanh, expm1, max, LN2 } = Math;
const sigmoid = (v: number) => 1 / (1 + exp(-v));

/** c D for a D of the paper: f, f* and g are scaled, f*(t) as c f*(t / c). */
function times(c: number, { f, conjugate, activation, ...rest }: Pick<Reference, 'f' | 'conjugate' | 'activation'>) {
  return {
    ...rest,
    f: (u: number) => c * f(u),
    conjugate: (t: number) => c * conjugate(t / c),
    activation: (v: number) => c * activation(v),
  };
}

/** The paper's Jensen-Shannon and squared Hellinger are twice ours, its α-divergence is ours. */
const paperJensenShannon = {
  f: (u: number) => -(u + 1) * log((1 + u) / 2) + u * log(u),
  conjugate: (t: number) => -log(2 - exp(t)),
  activation: (v: number) => LN2 - logistic(-v),
};
const paperHellinger = {
  f: (u: number) => (sqrt(u) - 1) ** 2,
  conjugate: (t: number) => t / (1 - t),
  activation: (v: number) => 1 - exp(-v),
};
const paperAlpha = (a: number) => ({
  f: (u: number) => (u ** a - 1 - a * (u - 1)) / (a * (a - 1)),
  conjugate: (t: number) => (t * (a - 1) + 1) ** (a / (a - 1)) / a - 1 / a,
  activation: (v: number) => (a > 1 ? v : 1 / (1 - a) - logistic(-v)),
});

/** w = W(exp x) by bisection of w + log w = x. */
function lambertW(x: number): number {
  let [low, high] = [0, max(2, x + 1)];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle + log(middle) < x) low = middle;
    else high = middle;
  }
  return high;
}

const symmetricKlConjugate = (t: number) => {
  // Beyond float32 in any case, and W itself beyond what bisection from 2 down to 1e-60 resolves.
  if (t > 90) return Infinity;
  const w = lambertW(1 - t);
  return 1 / w - log(w) - 1;
};

const orders = [-1, 0.3, 0.5, 2, 3.5];

export const references: readonly Reference[] = [
  {
    divergence: forwardKl,
    f: (u) => u * log(u),
    conjugate: (t) => exp(t - 1),
    activation: (v) => v,
    threshold: 1,
    composed: (v) => exp(v - 1),
    dual: reverseKl,
  },
  {
    divergence: reverseKl,
    f: (u) => -log(u),
    conjugate: (t) => -1 - log(-t),
    activation: (v) => -exp(-v),
    threshold: -1,
    composed: (v) => v - 1,
    dual: forwardKl,
  },
  {
    divergence: symmetricKl,
    f: (u) => (u - 1) * log(u),
    conjugate: (t) => lambertW(1 - t) + 1 / lambertW(1 - t) + t - 2,
    activation: (v) => v,
    threshold: 0,
    composed: symmetricKlConjugate,
    dual: symmetricKl,
  },
  {
    divergence: jensenShannon,
    ...times(0.5, paperJensenShannon),
    threshold: 0,
    composed: (v) => (logistic(v) - LN2) / 2,
    dual: jensenShannon,
  },
  {
    divergence: ganObjective,
    f: (u) => u * log(u) - (u + 1) * log(u + 1),
    conjugate: (t) => -log(1 - exp(t)),
    activation: (v) => -logistic(-v),
    threshold: -LN2,
    composed: logistic,
    dual: ganObjective,
  },
  {
    divergence: pearson,
    f: (u) => (u - 1) ** 2,
    conjugate: (t) => t ** 2 / 4 + t,
    activation: (v) => v,
    threshold: 0,
    composed: (v) => max(0, v / 2 + 1) ** 2 - 1,
    dual: neyman,
  },
  {
    divergence: neyman,
    f: (u) => (1 - u) ** 2 / u,
    conjugate: (t) => 2 - 2 * sqrt(1 - t),
    // The table has 1 − exp(−v) here and 1 / (1 − a) − log(1 + exp(−v)) for the same divergence as alpha(−1), halved.
    activation: times(2, paperAlpha(-1)).activation,
    threshold: 0,
    composed: (v) => 2 - 2 * sqrt(2 * logistic(-v)),
    dual: pearson,
  },
  {
    divergence: squaredHellinger,
    ...times(0.5, paperHellinger),
    threshold: 0,
    composed: (v) => expm1(v) / 2,
    dual: squaredHellinger,
  },
  {
    divergence: totalVariation,
    f: (u) => abs(u - 1) / 2,
    conjugate: (t) => t,
    activation: (v) => tanh(v) / 2,
    threshold: 0,
    composed: (v) => tanh(v) / 2,
    dual: totalVariation,
  },
  {
    // Not in the paper: f* by hand from f = s − 4 + 4 / s with s = u + 1.
    divergence: triangular,
    f: (u) => (u - 1) ** 2 / (u + 1),
    conjugate: (t) => 4 - t - 4 * sqrt(1 - t),
    activation: (v) => 1 - 4 * sigmoid(-v) ** 2,
    threshold: 0,
    composed: (v) => 4 * sigmoid(v) ** 2 - 1,
    dual: triangular,
  },
  ...orders.map((a) => ({
    divergence: alpha(a),
    ...paperAlpha(a),
    threshold: 0,
    composed: (v: number) => (max(0, a > 1 ? 1 + (a - 1) * v : (1 - a) * logistic(-v)) ** (a / (a - 1)) - 1) / a,
    dual: alpha(1 - a),
  })),
];

/** The references as rows of a table of tests. */
export const named: readonly (readonly [string, Reference])[] = references.map((row) => [row.divergence.name, row]);

/** A number as float32 has it: infinite beyond its range, so that what overflows there overflows here. */
export function single(x: number): number {
  return Math.abs(x) > 3.4028235e38 ? x * Infinity : x;
}
