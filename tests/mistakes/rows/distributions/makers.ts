import type { Distribution, Family } from '@latentkit/distributions';
import { type Key, key } from '@latentkit/random';
import { type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Call } from '../../call.ts';

/** The methods of a family, and of what it gives; so many parameters for each of 3 features. */
export function family({ name, parameterShape, of }: Family, count = 1): Call[] {
  const parameters = () => zeros([2, 3 * count]);
  return [
    { name: `${name}.parameterShape`, call: parameterShape, args: () => ({ eventShape: [3] }) },
    { name: `${name}.of`, call: of, args: () => ({ parameters: parameters() }) },
    ...distribution(`${name}.of(parameters)`, () => of(parameters())),
  ];
}

/** The methods of a distribution of `[2, 3]`. */
export function distribution(name: string, make: () => Distribution): Call[] {
  return [
    { name: `${name}.sample`, call: (at: Key) => make().sample(at), args: () => madeFirst(make, { key: key(1) }) },
    { name: `${name}.logProb`, call: (x: Tensor) => make().logProb(x), args: () => ({ x: zeros([2, 3]) }) },
  ];
}

/** The arguments of a method, once what it belongs to can be made: not before a backend is in use. */
export function madeFirst<A>(make: () => unknown, args: A): A {
  tidy(() => void make());
  return args;
}
