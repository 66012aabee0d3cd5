import { Bernoulli, BernoulliGradient } from '../fused/kernelNames.ts';
import { address, engineOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** The Bernoulli likelihood by logits, and its gradient by them. */
export function defineBernoulli(): void {
  defineKernel(Bernoulli, () => ({ inputs, backend }) => {
    const [logits, target] = [inputs.logits!, inputs.target!];
    const [batch, features] = logits.shape as [number, number];
    const out = backend.makeOutput([batch], 'float32');
    const words = [address(backend, logits), address(backend, target), address(backend, out), features];
    engineOf(backend).run('bernoulli', batch, 16, words);
    return out;
  });
  defineKernel(BernoulliGradient, () => ({ inputs, backend }) => {
    const [dy, logits, target] = [inputs.dy!, inputs.logits!, inputs.target!];
    const [batch, features] = logits.shape as [number, number];
    const out = backend.makeOutput([batch, features], 'float32');
    const words = [dy, logits, target, out].map((tensor) => address(backend, tensor));
    engineOf(backend).run('bernoulliGradient', batch, 16, [...words, features]);
    return out;
  });
}
