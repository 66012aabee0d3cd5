import type { StateValues } from './copyState.ts';

/** The same state with one thing wrong, once for each thing that can be, by what it is. */
export function spoiltStates(good: StateValues): Record<string, StateValues> {
  const names = Object.keys(good.values);
  const last = names.at(-1)!;
  const { shape, data } = good.values[last]!;
  const { [last]: _, ...withoutLast } = good.values;
  const counter = Object.keys(good.counters)[0]!;
  const { [counter]: __, ...withoutCounter } = good.counters;
  return {
    'another kind': { ...good, kind: `${good.kind}?` },
    'a missing tensor': { ...good, values: withoutLast },
    'an extra tensor': { ...good, values: { ...good.values, [`${last}/more`]: { shape, data } } },
    'a renamed tensor': { ...good, values: { ...withoutLast, [`${last}/more`]: { shape, data } } },
    'another shape': { ...good, values: { ...good.values, [last]: { shape: [1, ...shape], data } } },
    'a longer tensor': {
      ...good,
      values: { ...good.values, [last]: { shape: [data.length + 1], data: new Float32Array(data.length + 1) } },
    },
    'a missing counter': { ...good, counters: withoutCounter },
    'an extra counter': { ...good, counters: { ...good.counters, more: 1 } },
    'a counter below 0': { ...good, counters: { ...good.counters, [counter]: -1 } },
    'a counter that is no integer': { ...good, counters: { ...good.counters, [counter]: 0.5 } },
  };
}
