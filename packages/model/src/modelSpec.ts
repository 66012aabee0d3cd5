import { assertFunction, assertInteger, assertMethods, checkOptions, show } from '@latentkit/check';
import { type Batch, type Stateful, variablesOf } from '@latentkit/nn';
import type { Phase, StepContext } from './phase.ts';
import type { DataWatch } from './state/dataWatch.ts';

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

/** @throws TypeError, RangeError unless a model can be made of it */
export function checkSpec<B extends Batch, P extends Readonly<Record<string, Phase<B>>>, M>(
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
