import { show } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import type { Variable } from '@tensorflow/tfjs-core';
import type { ApplyOptions, ContextSize, NamedTensors, Network, Stateful } from '../network.ts';

/** What a part reads from the context. */
type Readers = Pick<Network, 'contextSizes' | 'optionalContextSizes'>;

/**
 * The variables and buffers of several networks, by names that begin with the part's: `encoder/0/kernel`.
 *
 * @throws RangeError where two parts share one: it would be trained, and saved, twice
 * @example
 * const network = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * Object.keys(joinParts('mine', [['encoder', network]]).variables); // ["encoder/0/kernel", "encoder/0/bias"]
 */
export function joinParts(
  caller: string,
  parts: readonly (readonly [name: string, network: Stateful & Readers])[],
): Required<Pick<Network, 'variables' | 'buffers'> & Readers> {
  const joined = { variables: {} as Record<string, Variable>, buffers: {} as Record<string, Variable> };
  const names = new Map<Variable, string>();
  for (const [part, network] of parts) {
    for (const kind of ['variables', 'buffers'] as const) {
      for (const [leaf, variable] of Object.entries(network[kind] ?? {})) {
        const name = `${part}/${leaf}`;
        const other = names.get(variable);
        if (other) {
          throw new RangeError(`${caller}: ${name} is the same variable as ${other} but one of its own was expected.`);
        }
        names.set(variable, name);
        joined[kind][name] = variable;
      }
    }
  }
  return { ...joined, ...joinSizes(caller, parts) };
}

/** What the parts read from the context. @throws RangeError where two parts read one name in two sizes */
function joinSizes(caller: string, parts: readonly (readonly [name: string, network: Readers])[]): Required<Readers> {
  const sizes: Record<keyof Readers, Record<string, ContextSize>> = { contextSizes: {}, optionalContextSizes: {} };
  const before: Record<string, ContextSize> = {};
  for (const [part, network] of parts) {
    for (const kind of ['contextSizes', 'optionalContextSizes'] as const) {
      for (const [name, size] of Object.entries(network[kind] ?? {})) {
        if (name in before && show(before[name]) !== show(size)) {
          throw new RangeError(
            `${caller}: ${part} reads ${name} of size ${show(size)} from the context but ${show(before[name])} was expected, as before it.`,
          );
        }
        before[name] = size;
        sizes[kind][name] = size;
      }
    }
  }
  return sizes;
}

/**
 * The options of one part of a network: its own key, and the values of its own variables, whose names there begin with the
 * part's.
 *
 * @param name of the part, such as `0`
 * @param position of the part: its key is `foldIn(key, position)`
 * @example
 * Object.keys(partOptions({ values: { '0/kernel': ones([2, 2]) } }, '0', 0).values ?? {}); // ["kernel"]
 */
export function partOptions(options: ApplyOptions, name: string, position: number): ApplyOptions {
  const { key, values } = options;
  if (!key && !values) return options;
  const own = key ? { ...options, key: foldIn(key, position) } : options;
  return values ? { ...own, values: within(values, name) } : own;
}

/** The values whose names begin with a part's, by what follows: `0/kernel` as `kernel`. */
function within(values: NamedTensors, name: string): NamedTensors {
  const prefix = `${name}/`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, value]) => [path.slice(prefix.length), value]),
  );
}
