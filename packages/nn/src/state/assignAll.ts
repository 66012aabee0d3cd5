import { clone, tidy } from '@tensorflow/tfjs-core';
import type { NamedTensors, NamedVariables } from '../network.ts';

/** Gives every variable the value of its name. Values may be the variables themselves, or one another's. */
export function assignAll(variables: NamedVariables, values: NamedTensors): void {
  tidy(() => {
    // Cloned (which copies nothing) first: a variable lets go of its own data before it takes hold of the new.
    const held = Object.entries(variables).map(([name, target]) => [target, clone(values[name]!)] as const);
    for (const [target, value] of held) target.assign(value);
  });
}
