import type { AdversarialLoss, Penalty } from '@latentkit/losses';
import { key } from '@latentkit/random';
import { ones, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Call } from '../../call.ts';

/** A loss of two tensors of one shape, and maybe options. */
export function reconstruction(
  name: string,
  call: (prediction: Tensor, target: Tensor, options?: never) => unknown,
  [first, second]: readonly [string, string] = ['prediction', 'target'],
  options?: object,
  shape: readonly number[] = [2, 3],
): Call {
  return {
    name,
    call,
    args: () => ({ [first]: zeros([...shape]), [second]: zeros([...shape]), ...(options && { options }) }),
    optional: ['options'],
  };
}

/** A factory of such, of options. */
export function factory(name: string, call: (options?: never) => unknown, options: object): Call {
  return { name, call, args: () => ({ options }), optional: ['options'] };
}

/** The methods of an adversarial loss; whether its generator compares with real examples. */
export function adversarial(name: string, { critic, generator }: AdversarialLoss, compares = false): Call[] {
  const scores = () => zeros([2]);
  return [
    { name: `${name}.critic`, call: critic, args: () => ({ real: scores(), fake: scores() }) },
    {
      name: `${name}.generator`,
      call: generator,
      args: () => ({ fake: scores(), ...(compares && { real: scores }) }),
    },
  ];
}

/** A penalty's factory, and the penalty. */
export function penalty(name: string, make: (options?: never) => Penalty, draws: boolean): Call[] {
  return [
    factory(name, make, { weight: 1 }),
    {
      name,
      call: make(),
      args: () => ({
        critic: (x: Tensor) => sum(x, 1),
        real: ones([2, 3]),
        fake: zeros([2, 3]),
        key: key(1),
      }),
      optional: draws ? [] : ['key'],
    },
  ];
}
