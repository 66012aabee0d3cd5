import { CrossEntropy, CrossEntropyGradient } from '../fused/kernelNames.ts';
import { address, engineOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** How many logits a thread takes at least. */
const part = 1 << 12;

/** The cross-entropy by logits, and its gradient by them. */
export function defineCrossEntropy(): void {
  defineKernel(CrossEntropy, () => ({ inputs, backend }) => {
    const [logits, target] = [inputs.logits!, inputs.target!];
    const [batch, classes] = logits.shape as [number, number];
    const out = backend.makeOutput([batch], 'float32');
    const words = [logits, target, out].map((tensor) => address(backend, tensor));
    engineOf(backend).run('crossEntropy', batch, Math.ceil(part / classes), [...words, classes]);
    return out;
  });
  defineKernel(CrossEntropyGradient, () => ({ inputs, backend }) => {
    const [dy, logits, target] = [inputs.dy!, inputs.logits!, inputs.target!];
    const [batch, classes] = logits.shape as [number, number];
    const out = backend.makeOutput([batch, classes], 'float32');
    const words = [dy, logits, target, out].map((tensor) => address(backend, tensor));
    engineOf(backend).run('crossEntropyGradient', batch, Math.ceil(part / classes), [...words, classes]);
    return out;
  });
}
