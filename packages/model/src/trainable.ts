import { assertBackend, assertFunction, assertInteger, assertMethods, checkOptions, show } from '@latentkit/check';
import {
  type Batch,
  type BoundOptimizer,
  minimize,
  type Stateful,
  type Terms,
  type Trainable,
  variablesOf,
} from '@latentkit/nn';
import { foldIn, key as keyOf } from '@latentkit/random';
import { type Scalar, tidy } from '@tensorflow/tfjs-core';
import { exampleOf } from './batch.ts';
import type { Phase, PhaseScalars, StepContext, TermsOf } from './phase.ts';
import type { DataWatch } from './state/dataWatch.ts';
import { modelState } from './state/modelState.ts';

/** What a model is made of. */
export interface ModelSpec<B extends Batch, P, M> {
  /** The kind of model, such as `vae`: errors begin with it, and a checkpoint of another kind is refused. */
  readonly kind: string;
  /** All randomness of a step is a function of it and of the step's number. An integer of at least 0. */
  readonly seed: number;
  /** All that is saved, by name: networks, priors, weight averages. These names begin those in a checkpoint. */
  readonly parts: Readonly<Record<string, Stateful>>;
  /** What a step does, in this order. */
  readonly phases: P;
  /** Refuses a batch before any work. */
  check(batch: unknown): void;
  /** Comes after the phases: weight averages, codebooks, adaptive augmentation. */
  after?(batch: B, at: StepContext): void;
  /** Takes note of the data of every step. */
  readonly watch?: DataWatch;
  /** What the model can do besides, given the number of steps done; these throw once it has been disposed. */
  methods?(counters: { readonly step: number }): M;
}

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

function checkSpec<B extends Batch, P extends Readonly<Record<string, Phase<B>>>, M>(
  spec: ModelSpec<B, P, M>,
): ModelSpec<B, P, M> {
  const names = ['kind', 'seed', 'parts', 'phases', 'check', 'after', 'watch', 'methods'] as const;
  checkOptions('trainable', spec, names, 'spec');
  assertKind('trainable', 'spec.kind', spec.kind);
  const { kind, seed, parts, phases, check, after, methods } = spec;
  assertInteger(kind, 'seed', seed, 0);
  assertFunction(kind, 'check', check, 'a function of a batch');
  if (methods !== undefined) assertFunction(kind, 'methods', methods, 'a function that returns methods');
  if (after !== undefined) assertFunction(kind, 'after', after, 'a function of a batch');
  const owned = new Set(Object.values(variablesOf(parts)));
  const entries = Object.entries<Phase<B>>(Object(phases));
  if (entries.length === 0)
    throw new RangeError(`${kind}: phases is ${show(phases)} but at least one phase was expected.`);
  for (const [name, phase] of entries) assertPhase(kind, `phases.${name}`, phase, owned);
  return spec;
}

function assertPhase(kind: string, argument: string, phase: Phase<never>, owned: ReadonlySet<unknown>): void {
  const { trains, optimizer, every, loss } = checkOptions(
    kind,
    phase,
    ['trains', 'optimizer', 'every', 'loss'] as const,
    argument,
  );
  assertFunction(kind, `${argument}.loss`, loss, 'a function of a batch that returns the loss');
  assertMethods(kind, `${argument}.optimizer`, optimizer, ['bind']);
  if (every !== undefined) assertInteger(kind, `${argument}.every`, every);
  const variables = Object.entries(variablesOf(trains));
  if (variables.length === 0) {
    throw new RangeError(`${kind}: ${argument}.trains has no variables but at least one was expected.`);
  }
  const before = new Map<unknown, string>();
  for (const [name, variable] of variables) {
    const other = before.get(variable);
    if (other !== undefined) {
      throw new RangeError(
        `${kind}: ${argument}.trains has ${name}, which is also ${other}, but each variable once was expected.`,
      );
    }
    if (!owned.has(variable)) {
      throw new RangeError(
        `${kind}: ${argument}.trains has ${name}, which is in none of the parts, so it would not be saved.`,
      );
    }
    before.set(variable, name);
  }
}

/** @throws TypeError unless the name of a kind of model, as errors begin with it */
export function assertKind(caller: string, argument: string, kind: unknown): asserts kind is string {
  if (typeof kind === 'string' && kind !== '') return;
  throw new TypeError(`${caller}: ${argument} is ${show(kind)} but a name such as 'vae' was expected.`);
}
