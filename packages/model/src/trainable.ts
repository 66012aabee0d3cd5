import { assertBackend } from '@latentkit/check';
import { type Batch, type BoundOptimizer, minimize, type Terms, type Trainable, variablesOf } from '@latentkit/nn';
import { foldIn, key as keyOf } from '@latentkit/random';
import { type Scalar, tidy } from '@tensorflow/tfjs-core';
import { exampleOf } from './batch.ts';
import { checkSpec, type ModelSpec } from './modelSpec.ts';
import type { Phase, PhaseScalars, TermsOf } from './phase.ts';
import { modelState } from './state/modelState.ts';

// What the keys derived from the seed are for; 0 and 1 are the initial weights.
const STEP = 2;

/**
 * A model that trains itself in phases: in each, an optimizer minimises a loss by the variables that are its own.
 *
 *   for each phase that is due:  vᵢ ← optimizerᵢ(vᵢ, ∂ lossᵢ(batch, keyᵢ) / ∂ vᵢ),   keyᵢ = f(seed, step, i)
 *
 * A step gives the loss of each phase under the phase's name, and its other scalars under their own; where a phase has a
 * scalar of its own name, that is logged in place of the loss. A phase that is not due computes nothing and logs nothing.
 *
 * @param spec see there; `kind`, `seed`, `parts`, `phases` and `check` are required
 * @returns the model: `step`, `stepCount`, `state`, `restore`, `dispose`, and its own methods
 * @throws TypeError, RangeError before anything is made: for a phase without a loss, a variable that is trained twice in
 *   one phase, or one that belongs to none of the parts; by `step`, for what `check` refuses, and where a phase gives no loss
 * @example
 * const line = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const loss = (x: Tensor) => () => ({ loss: mean<Scalar>(square(line.apply(x))) });
 * const model = trainable({
 *   kind: 'line',
 *   seed: 1,
 *   parts: { line },
 *   phases: { loss: { trains: { line }, optimizer: adam(), loss } },
 *   check: () => {},
 * });
 * Object.keys(model.step(ones([4, 2]))); // ["loss"]
 */
export function trainable<
  B extends Batch,
  P extends Readonly<Record<string, Phase<B>>>,
  M extends object = Record<never, never>,
>(spec: ModelSpec<B, P, M>): Trainable<B, TermsOf<P>> & M {
  const { kind, seed, check, after, watch, methods } = checkSpec(spec);
  assertBackend(kind);
  const root = foldIn(keyOf(seed), STEP);
  const phases = Object.entries<Phase<B>>(spec.phases);
  const bound = bind(phases);
  const { counters, complete } = modelState(
    kind,
    { ...spec.parts, ...Object.fromEntries(bound.map((optimizer, i) => [optimizerName(phases, i), optimizer])) },
    { step: 0 },
    watch && { onDispose: watch.dispose },
  );

  const own: Omit<Trainable<B, TermsOf<P>>, 'state' | 'restore' | 'dispose'> = {
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      check(batch);
      const key = foldIn(root, counters.step);
      const terms = tidy(() => {
        const logged: Record<string, Scalar> = {};
        for (const [i, [name, phase]] of phases.entries()) {
          if ((counters.step + 1) % (phase.every ?? 1) !== 0) continue;
          const at = { step: counters.step, key: foldIn(key, i) };
          const { loss, ...others } = minimize(bound[i]!, phase.loss(batch, at)) as PhaseScalars;
          Object.assign(logged, { [name]: loss }, others);
        }
        after?.(batch, { step: counters.step, key: foldIn(key, phases.length) });
        return logged as TermsOf<P> & Terms;
      });
      watch?.see(exampleOf(batch).data);
      counters.step++;
      return terms as TermsOf<P>;
    },
    ...(watch && { checkData: watch.check }),
  };
  return complete<Trainable<B, TermsOf<P>> & M>(withProperties(own, methods?.(counters)) as never);
}

/** The optimizers bound to their variables. What was bound is freed where one of them throws. */
function bind<B extends Batch>(phases: readonly (readonly [string, Phase<B>])[]): BoundOptimizer[] {
  const bound: BoundOptimizer[] = [];
  try {
    for (const [, { trains, optimizer }] of phases) bound.push(optimizer.bind(variablesOf(trains)));
  } catch (error) {
    for (const optimizer of bound) optimizer.dispose();
    throw error;
  }
  return bound;
}

/** The only one is `optimizer`; of several each goes by its phase. */
function optimizerName(phases: readonly (readonly [string, unknown])[], i: number): string {
  return phases.length === 1 ? 'optimizer' : `${phases[i]![0]}Optimizer`;
}

/** Both, getters included. */
function withProperties<A extends object, B extends object>(a: A, b: B | undefined): A & B {
  return Object.defineProperties(a, Object.getOwnPropertyDescriptors(b ?? {})) as A & B;
}
