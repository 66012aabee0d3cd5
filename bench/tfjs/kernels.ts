import { dispose, engine, grad, mean, ones, type Tensor, train, variable, zeros } from '@tensorflow/tfjs-core';
import type { Program } from '../children/serve.ts';
import { bernoulli } from './autoEncoders.ts';
import { batchNorm } from './layers.ts';
import { kernelRunner, updateRunner } from './runners.ts';
import { tensorOf, variablesOf } from './tensors.ts';

/** The kernels that plain tfjs composes of others. */
export const kernels: Readonly<Record<string, Program>> = {
  adam(file) {
    const [values, slopes] = [variablesOf(file, 'value'), variablesOf(file, 'gradient')];
    const gradients = Object.fromEntries(values.map(({ name }, i) => [name, slopes[i]!]));
    const optimizer = train.adam(1e-3, 0.9, 0.999, 1e-8);
    return updateRunner(
      () => optimizer.applyGradients(gradients),
      values,
      () => {
        optimizer.dispose();
        dispose([values, slopes]);
      },
    );
  },
  bernoulli(file) {
    const [logits, target] = [tensorOf(file, 'logits'), tensorOf(file, 'target')];
    const slope = grad((x: Tensor) => mean(bernoulli(x, target)));
    return kernelRunner(() => [slope(logits)], [logits, target]);
  },
  batchNorm(file) {
    const [x, dy] = [tensorOf(file, 'x'), tensorOf(file, 'dy')];
    const channels = [x.shape.at(-1)!];
    const [scale, offset] = [variable(ones(channels)), variable(zeros(channels))];
    return kernelRunner(
      () => engine().gradients(() => batchNorm(x, scale, offset), [x, scale, offset], dy).grads,
      [x, dy, scale, offset],
    );
  },
};
