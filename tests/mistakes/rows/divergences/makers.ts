import type { FDivergence, Kernel } from '@latentkit/divergences';
import { ones, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Call } from '../../call.ts';

/** The functions of an f-divergence. */
export function divergence(value: FDivergence): Call[] {
  const { name } = value;
  const one = (method: keyof FDivergence & string, argument: string): Call => ({
    name: `${name}.${method}`,
    call: value[method] as (x: Tensor) => Tensor,
    args: () => ({ [argument]: ones([2]) }),
  });
  return [
    one('f', 'ratio'),
    one('derivative', 'ratio'),
    one('conjugate', 'slope'),
    one('activation', 'output'),
    one('conjugateOfActivation', 'output'),
    one('optimalOutput', 'logRatio'),
    { name: `${name}.term`, call: value.term, args: () => ({ p: ones([2]), q: ones([2]) }) },
  ];
}

/** A kernel, or a cost. */
export function pairs(name: string, { of }: Kernel): Call {
  return { name: `${name}.of`, call: of, args: () => ({ x: zeros([2, 3]), y: ones([2, 3]) }) };
}

/** Samples may also come as rows of numbers. */
export const samples = { x: ['array'], y: ['array'] } as const;
