import { foldIn } from '@latentkit/random';
import type { ApplyOptions, NamedTensors } from '../network.ts';

/**
 * The options of one part of a network: its own key, and the values of its own variables, whose names there begin with the
 * part's.
 *
 * @param name of the part, such as `0`
 * @param position of the part: its key is `foldIn(key, position)`
 */
export function optionsOf(options: ApplyOptions, name: string, position: number): ApplyOptions {
  const { key, values } = options;
  if (!key && !values) return options;
  return {
    ...options,
    ...(key && { key: foldIn(key, position) }),
    ...(values && { values: valuesOf(values, name) }),
  };
}

/** The values whose names begin with a part's, by what follows: `0/kernel` as `kernel`. */
function valuesOf(values: NamedTensors, name: string): NamedTensors {
  const prefix = `${name}/`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, value]) => [path.slice(prefix.length), value]),
  );
}
