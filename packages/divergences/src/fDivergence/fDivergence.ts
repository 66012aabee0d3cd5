import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A measure of how far a distribution P is from a distribution Q: a convex function f of their ratio u = p / q, and what
 * follows from it by calculus.
 *
 *   D(P ‖ Q) = Σ q f(p / q)  =  max over T of  E_P T − E_Q f*(T),  reached at T* = f'(p / q)
 *
 * Everything else takes such a value: {@link divergence}, {@link quadrature}, {@link estimateDivergence},
 * {@link fGan}, {@link optimalCritic}. All functions work number by number on tensors of any shape.
 *
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, https://arxiv.org/abs/1606.00709, whose f, f* and activations these are
 */
export interface FDivergence {
  /** As it is exported, with its order where it has one: `alpha(0.5)`. */
  readonly name: string;
  /** Whether D(P ‖ Q) = D(Q ‖ P). */
  readonly symmetric: boolean;
  /** f(u), for u > 0. */
  f(ratio: Tensor): Tensor;
  /** f'(u), for u > 0. */
  derivative(ratio: Tensor): Tensor;
  /** f'(1): a critic above it says that p > q. */
  readonly threshold: number;
  /** f(1), the least D there is: 0, except for {@link ganObjective}, which is a divergence only after log 4 is added. */
  readonly minimum: number;
  /** f(0): what the mass of Q adds, per unit, where P has none. May be Infinity. */
  readonly atZero: number;
  /** lim f'(u) for u → 0, the least slope there is. May be −Infinity. */
  readonly slopeAtZero: number;
  /** lim f'(u) = lim f(u) / u for u → ∞: what the mass of P adds, per unit, where Q has none. May be Infinity. */
  readonly slopeAtInfinity: number;
  /**
   * q f(p / q) − f'(1) (p − q) − f(1) q, for p, q > 0. What is taken away sums to a constant, f(1), over distributions;
   * what is left is never negative, 0 only where p = q, and written so that nothing cancels where they are close.
   */
  term(p: Tensor, q: Tensor): Tensor;
  /** The convex conjugate f*(t), the most that u t − f(u) can be for u ≥ 0, for t in the domain. */
  conjugate(slope: Tensor): Tensor;
  /** The interval outside of which f* is infinite; the ends may or may not belong to it. */
  readonly domain: readonly [number, number];
  /** g(v): increasing, takes any real output of a critic into the domain of f*. */
  activation(output: Tensor): Tensor;
  /** f*(g(v)), simplified: composed of the two it would overflow or round to the edge of the domain. */
  conjugateOfActivation(output: Tensor): Tensor;
  /** The output v* whose activation is T*, from log(p / q). */
  optimalOutput(logRatio: Tensor): Tensor;
}
