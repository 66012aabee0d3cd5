import { assertSameShape, showShape } from '@latentkit/check';
import { exp, fill, greater, sub, type Tensor1D, tidy, where } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import type { FDivergence } from './fDivergence.ts';

/** The result of {@link estimateDivergence}. */
export interface DivergenceEstimate {
  /** The divergence, unbiased; Infinity where a sample of Q lies outside of P and f says so. */
  readonly estimate: number;
  /** The standard deviation of the estimate, from the spread of the samples: NaN where the estimate is infinite. */
  readonly standardError: number;
}

/** exp of more than this is beyond float32. */
const LARGEST_LOG = 88.7;

/**
 * An f-divergence from samples of Q, at which the logarithms of both densities are known.
 *
 *   D(P ‖ Q) = E_Q f(p / q) ≈ 1/n Σ f(exp(log p(xᵢ) − log q(xᵢ))),  xᵢ ~ Q
 *
 * The samples come from Q, the second: for reverse KL these are the samples of the model, for KL(P ‖ Q) with samples of P
 * take `estimateDivergence(reverseKl, logQ, logP)`. Where f of the ratio has heavy tails under Q, as for KL and Pearson's with a Q
 * that is narrower than P, the standard error is as unreliable as the estimate.
 *
 * @param divergence such as {@link reverseKl}
 * @param logP `[samples]`, log p(xᵢ), in nats; −Infinity where P has no density
 * @param logQ the same shape, log q(xᵢ), finite
 * @returns the estimate and its standard error, summed in float64
 * @throws RangeError (the promise is rejected) where the shapes differ or are not `[samples]`, with fewer than 2 samples,
 *   where a log-density is NaN or Infinity, log q is −Infinity, or log p − log q is above 88.7, beyond float32: under
 *   Q that is less likely than exp(−88.7), so these are no samples of Q
 * @example
 * await estimateDivergence(forwardKl, tensor1d([0, -1]), tensor1d([-1, 0]));  // {"estimate": 1.1752, "standardError": 1.5431}
 */
export async function estimateDivergence(
  divergence: FDivergence,
  logP: Tensor1D,
  logQ: Tensor1D,
): Promise<DivergenceEstimate> {
  assertDivergence('estimateDivergence', divergence);
  assertSameShape('estimateDivergence', { logP, logQ });
  if (logP.shape.length !== 1 || logP.size < 2) {
    throw new RangeError(
      `estimateDivergence: logP has shape ${showShape(logP.shape)} but [samples], at least 2, was expected.`,
    );
  }
  const [p, q] = await Promise.all([logP.data(), logQ.data()]);
  for (let i = 0; i < p.length; i++) assertLogDensities(i, p[i]!, q[i]!);
  const terms = tidy(() => {
    const ratio = exp(sub(logP, logQ));
    // Also a ratio that rounds to 0: f is continuous there.
    const isInside = greater(ratio, 0);
    const inside = divergence.f(where(isInside, ratio, fill(ratio.shape, 1)));
    return where(isInside, inside, fill(ratio.shape, divergence.atZero));
  });
  try {
    return meanOf(await terms.data());
  } finally {
    terms.dispose();
  }
}

function assertLogDensities(i: number, logP: number, logQ: number): void {
  const refuse = (what: string, value: number, expected: string) => {
    throw new RangeError(`estimateDivergence: ${what} is ${value} but ${expected} was expected.`);
  };
  if (!(logP < Infinity)) refuse(`logP[${i}]`, logP, 'a finite number or -Infinity');
  if (!Number.isFinite(logQ)) refuse(`logQ[${i}]`, logQ, 'a finite number');
  if (!(logP - logQ <= LARGEST_LOG)) refuse(`logP[${i}] - logQ[${i}]`, logP - logQ, `at most ${LARGEST_LOG}`);
}

function meanOf(values: ArrayLike<number>): DivergenceEstimate {
  const n = values.length;
  const all = Array.from(values);
  const estimate = all.reduce((sum, value) => sum + value, 0) / n;
  const variance = all.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (n - 1);
  return { estimate, standardError: Math.sqrt(variance / n) };
}
