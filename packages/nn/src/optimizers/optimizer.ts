import type { NamedTensors, NamedVariables } from '../network.ts';

/** What an optimiser must remember to go on exactly where it stopped. */
export interface OptimizerState {
  /** Moments by the name of their variable: `kernel/m`. They stay the optimiser's: read or clone them. */
  readonly tensors: NamedTensors;
  /** `step`: updates done so far. */
  readonly counters: Readonly<Record<string, number>>;
}

/** A way to go down, not yet tied to variables: a value that can be shared, compared, wrapped. */
export interface Optimizer {
  /** Ties it to variables; what it returns owns the moments, not the variables. */
  bind(variables: NamedVariables): BoundOptimizer;
}

/** An optimiser with its variables and its memory of them. */
export interface BoundOptimizer {
  /** What it trains. */
  readonly variables: NamedVariables;
  /**
   * One update of every variable.
   *
   * @param gradients by the names of `variables`, all of them and no other, each of its variable's shape; they stay the caller's
   * @throws RangeError if a name is missing or unknown or a shape differs, before anything is changed
   */
  apply(gradients: NamedTensors): void;
  /** Moments and counters. */
  state(): OptimizerState;
  /**
   * Takes over moments and counters; the tensors stay the caller's.
   *
   * @throws StateMismatchError if a name, shape or counter does not fit, before anything is changed
   */
  restore(state: OptimizerState): void;
  /** Frees the moments. The variables stay. */
  dispose(): void;
}
