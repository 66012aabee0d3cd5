import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backendName.ts';
import type { AdamNumbers } from '../fused/adamUpdate.ts';
import { AdamUpdate, LinearCombination, RmsPropUpdate } from '../fused/kernelNames.ts';
import type { RmsPropNumbers } from '../fused/rmsPropUpdate.ts';
import { type KernelCall, placeKernel } from '../placeKernel.ts';
import type { Evaluate, Formula } from './formula.ts';

const linear: Formula = { tensors: ['A', 'B'], numbers: ['alpha', 'beta'], code: 'alpha * A + beta * B' };
const secondMoment: Formula = { tensors: ['V', 'G'], numbers: ['decay'], code: 'decay * V + G * G' };
const descent: Formula = {
  tensors: ['W', 'M', 'V'],
  numbers: ['keep', 'scale', 'epsilon'],
  code: 'keep * W + scale * M / (sqrt(V) + epsilon)',
};

/** What optimisers do to a variable: three programs where tfjs's operations would be ten. */
export function defineUpdates<Backend>(name: BackendName, evaluate: Evaluate<Backend>): void {
  const define = (kernelName: string, kernel: (call: KernelCall<Backend>) => TensorInfo | TensorInfo[]) =>
    placeKernel<Backend>(kernelName, name, () => kernel);
  define(AdamUpdate, ({ inputs, attrs, backend }) => {
    const { beta1, beta2, epsilon, scale, keep } = attrs as unknown as AdamNumbers;
    const { value, gradient, m, v } = inputs;
    const nextM = evaluate(backend, linear, [m!, gradient!], [beta1, 1]);
    const nextV = evaluate(backend, secondMoment, [v!, gradient!], [beta2]);
    return [evaluate(backend, descent, [value!, nextM, nextV], [keep, scale, epsilon]), nextM, nextV];
  });
  define(RmsPropUpdate, ({ inputs, attrs, backend }) => {
    const { decay, epsilon, scale } = attrs as unknown as RmsPropNumbers;
    const { value, gradient, v } = inputs;
    const nextV = evaluate(backend, secondMoment, [v!, gradient!], [decay]);
    return [evaluate(backend, descent, [value!, gradient!, nextV], [1, scale, epsilon]), nextV];
  });
  define(LinearCombination, ({ inputs, attrs, backend }) => {
    const { alpha, beta } = attrs as { alpha: number; beta: number };
    return evaluate(backend, linear, [inputs.a!, inputs.b!], [alpha, beta]);
  });
}
