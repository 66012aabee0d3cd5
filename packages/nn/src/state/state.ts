import { assertInteger, assertMethods, isTensor, show } from '@latentkit/check';
import { assertStateful } from '../assertVariables.ts';
import type { NamedTensors, NamedVariables, Stateful } from '../network.ts';
import type { BoundOptimizer } from '../optimizers/optimizer.ts';
import type { State } from '../trainable.ts';
import { assignAll } from './assignAll.ts';
import { checkCounters, checkTensors } from './check.ts';
import { StateMismatchError } from './StateMismatchError.ts';

/** The parts of a model, by name: networks, whatever else has variables or buffers, and bound optimizers. */
export type Parts = Readonly<Record<string, Stateful | BoundOptimizer>>;

/** Whole numbers by name. */
type Counters = Readonly<Record<string, number>>;

/**
 * Everything a model's next step depends on, with names that begin with the part's: `encoder/0/kernel`,
 * `optimizer/encoder/0/kernel/m`, and the counter `optimizer/step`.
 *
 * @param kind of model, such as `vae`
 * @param parts networks and bound optimisers by name
 * @param counters the model's own, such as `{ step }`
 * @returns the state; its tensors stay those of the parts
 * @throws TypeError unless the parts are networks and bound optimisers, none of them disposed
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * Object.keys(collectState('line', { network }, { step: 0 }).tensors);  // ["network/0/kernel", "network/0/bias"]
 */
export function collectState(kind: string, parts: Parts, counters: Counters = {}): State {
  assertParts('collectState', kind, parts);
  assertCounters('collectState', 'counters', counters);
  const tensors: NamedTensors = prefixed(parts, (part) =>
    isOptimizer(part) ? part.state().tensors : { ...part.variables, ...part.buffers },
  );
  const partCounters = prefixed(parts, (part) => (isOptimizer(part) ? part.state().counters : {}));
  return { kind, tensors, counters: { ...counters, ...partCounters } };
}

/**
 * Gives the parts of a model the values of a state, as `collectState` names them. Checks all of it first.
 *
 * @param state what to take over; its tensors stay the caller's
 * @param kind the kind of model that the state must be of
 * @param parts networks and bound optimisers by name
 * @param counters the model's own, whose names the state must have
 * @returns the model's own counters as the state has them
 * @throws TypeError unless state is an object
 * @throws StateMismatchError for another kind, a name missing or unknown, another shape, a tensor that has been disposed,
 *   a counter that is not a whole number; nothing is changed then
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * const state = { ...collectState('line', { network }), counters: { step: 7 } };
 * restoreState(state, 'line', { network }, { step: 0 });  // { "step": 7 }
 */
export function restoreState<C extends Counters = Record<never, number>>(
  state: State,
  kind: string,
  parts: Parts,
  counters: C = {} as C,
): { [name in keyof C]: number } {
  assertParts('restoreState', kind, parts);
  assertCounters('restoreState', 'counters', counters);
  const caller = `${kind}.restore`;
  if (typeof state !== 'object' || state === null) {
    throw new TypeError(`${caller}: state is ${show(state)} but { kind, tensors, counters } was expected.`);
  }
  if (state.kind !== kind) {
    throw new StateMismatchError(`${caller}: the state is of a ${state.kind} but of a ${kind} was expected.`);
  }
  const current = collectState(kind, parts, counters);
  checkTensors(caller, current.tensors, state.tensors);
  checkCounters(caller, Object.keys(current.counters), state.counters);
  for (const [name, part] of Object.entries(parts)) {
    if (isOptimizer(part)) {
      const { tensors, counters } = part.state();
      part.restore({ tensors: within(name, tensors, state.tensors), counters: within(name, counters, state.counters) });
    } else {
      const all = { ...part.variables, ...part.buffers };
      assignAll(all, within(name, all, state.tensors));
    }
  }
  return Object.fromEntries(Object.keys(counters).map((name) => [name, state.counters[name]!])) as {
    [name in keyof C]: number;
  };
}

/**
 * The variables of several networks for one optimiser, with names that begin with the network's: `encoder/0/kernel`.
 *
 * @param networks by name
 * @returns their variables, which stay theirs
 * @throws TypeError unless they are networks, none of them disposed
 * @example
 * const encoder = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * Object.keys(variablesOf({ encoder }));  // ["encoder/0/kernel", "encoder/0/bias"]
 */
export function variablesOf(networks: Readonly<Record<string, Stateful>>): NamedVariables {
  assertNamed('variablesOf', 'networks', networks);
  for (const [name, network] of Object.entries(networks)) assertStateful('variablesOf', `networks.${name}`, network);
  return prefixed(networks, ({ variables = {} }) => variables);
}

/**
 * Refuses what a checkpoint cannot be made of.
 *
 * @param caller the function whose errors these are
 * @param kind of model, such as `vae`
 * @param parts networks and bound optimisers, by name
 * @throws TypeError unless a name, and networks and bound optimisers by name
 * @example
 * assertParts('mine', 'line', { line: sequential([dense(1)], { inputShape: [2], key: key(1) }) });
 */
export function assertParts(caller: string, kind: unknown, parts: unknown): asserts parts is Parts {
  if (typeof kind !== 'string' || kind === '') {
    throw new TypeError(`${caller}: kind is ${show(kind)} but a name such as 'vae' was expected.`);
  }
  assertNamed(caller, 'parts', parts);
  for (const [name, part] of Object.entries(parts)) {
    if (isOptimizer(Object(part))) assertMethods(caller, `parts.${name}`, part, ['state', 'restore']);
    else assertStateful(caller, `parts.${name}`, part);
  }
}

/**
 * Refuses counters that a checkpoint cannot hold.
 *
 * @param caller the function whose errors these are
 * @param argument what they are called there
 * @param counters whole numbers of at least 0, by name
 * @throws TypeError, RangeError unless they are that
 * @example
 * assertCounters('mine', 'initial', { step: 0 });
 */
export function assertCounters(caller: string, argument: string, counters: unknown): asserts counters is Counters {
  assertNamed(caller, argument, counters);
  for (const [name, value] of Object.entries(counters)) assertInteger(caller, `${argument}.${name}`, value, 0);
}

function assertNamed(caller: string, argument: string, value: unknown): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isTensor(value)) {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but an object, by name, was expected.`);
  }
}

function isOptimizer(part: Stateful | BoundOptimizer): part is BoundOptimizer {
  return 'restore' in part;
}

function prefixed<P, V>(parts: Readonly<Record<string, P>>, get: (part: P) => Readonly<Record<string, V>>) {
  const result: Record<string, V> = {};
  for (const [part, value] of Object.entries(parts)) {
    for (const [name, item] of Object.entries(get(value))) result[`${part}/${name}`] = item;
  }
  return result;
}

/** The entries of `all` below `part`, under the names they have in it. */
function within<K, V>(part: string, names: Readonly<Record<string, K>>, all: Readonly<Record<string, V>>) {
  return Object.fromEntries(Object.keys(names).map((name) => [name, all[`${part}/${name}`]!])) as Record<string, V>;
}
