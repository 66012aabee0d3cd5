import { Elu, Erf, Exp, LeakyRelu, Log, Relu, Relu6, Sigmoid, Softplus, Tanh } from '@tensorflow/tfjs-core';
import { ActivationGradient } from '../fused/kernelNames.ts';
import { type ActivationAttrs, activationCodes } from './engine/activationCodes.ts';
import { address, engineOf, float, sizeOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';

/** How many numbers are worth a thread's while. */
const grain = 1 << 14;

/** Activations and elementary functions, four numbers at a time; tfjs computes most of them one by one. */
export function defineActivations(): void {
  const kinds = {
    [Elu]: activationCodes.elu,
    [Erf]: activationCodes.erf,
    [Exp]: activationCodes.exp,
    [LeakyRelu]: activationCodes.leakyrelu,
    [Log]: activationCodes.log,
    [Relu]: activationCodes.relu,
    [Relu6]: activationCodes.relu6,
    [Sigmoid]: activationCodes.sigmoid,
    [Softplus]: activationCodes.softplus,
    [Tanh]: activationCodes.tanh,
  };
  for (const [kernelName, kind] of Object.entries(kinds)) {
    defineKernel(kernelName, (stock) => (call) => {
      const { inputs, attrs, backend } = call;
      const x = inputs.x!;
      if (x.dtype !== 'float32') return takingTruthValues(stock!)(call);
      const out = backend.makeOutput(x.shape, 'float32');
      const slope = float((attrs as { alpha?: number } | undefined)?.alpha ?? 0.2);
      engineOf(backend).run('activate', sizeOf(x), grain, [kind, address(backend, x), address(backend, out), slope]);
      return out;
    });
  }
  defineKernel(ActivationGradient, () => ({ inputs, attrs, backend }) => {
    const { activation, slope } = attrs as unknown as ActivationAttrs;
    const [dy, y] = [inputs.dy!, inputs.y!];
    const out = backend.makeOutput(y.shape, 'float32');
    const words = [address(backend, dy), address(backend, y), address(backend, out), float(slope)];
    engineOf(backend).run('activationGradient', sizeOf(y), grain, [activationCodes[activation], ...words]);
    return out;
  });
}
