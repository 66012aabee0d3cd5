import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backendName.ts';
import type { AdamNumbers } from '../fused/adamUpdate.ts';
import { AdamUpdate, LinearCombination, RmsPropUpdate } from '../fused/kernelNames.ts';
import type { RmsPropNumbers } from '../fused/rmsPropUpdate.ts';
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
  interface Call {
    readonly inputs: Readonly<Record<string, TensorInfo>>;
    readonly attrs: object;
    readonly backend: Backend;
  }
  const define = (kernelName: string, kernel: (call: Call) => TensorInfo | TensorInfo[]) => {
    if (getKernel(kernelName, name)) return;
    registerKernel({ kernelName, backendName: name, kernelFunc: kernel as unknown as KernelFunc });
  };
  define(AdamUpdate, ({ inputs, attrs, backend }) => {
    const { beta1, beta2, epsilon, scale, keep } = attrs as AdamNumbers;
    const { value, gradient, m, v } = inputs;
    const nextM = evaluate(backend, linear, [m!, gradient!], [beta1, 1]);
    const nextV = evaluate(backend, secondMoment, [v!, gradient!], [beta2]);
    return [evaluate(backend, descent, [value!, nextM, nextV], [keep, scale, epsilon]), nextM, nextV];
  });
  define(RmsPropUpdate, ({ inputs, attrs, backend }) => {
    const { decay, epsilon, scale } = attrs as RmsPropNumbers;
    const { value, gradient, v } = inputs;
    const nextV = evaluate(backend, secondMoment, [v!, gradient!], [decay]);
    return [evaluate(backend, descent, [value!, gradient!, nextV], [1, scale, epsilon]), nextV];
  });
  define(LinearCombination, ({ inputs, attrs, backend }) => {
    const { alpha, beta } = attrs as { alpha: number; beta: number };
    return evaluate(backend, linear, [inputs.a!, inputs.b!], [alpha, beta]);
  });
}
