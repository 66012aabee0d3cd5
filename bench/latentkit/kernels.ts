import { bernoulliLikelihood } from '@latentkit/distributions';
import { adam, batchNorm } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { dispose, engine, grad, mean, neg, type Tensor } from '@tensorflow/tfjs-core';
import type { Program } from '../children/serve.ts';
import { kernelRunner, updateRunner } from '../tfjs/runners.ts';
import { tensorOf, variablesOf } from '../tfjs/tensors.ts';

/** The kernels that LatentKit has its own functions for. */
export const kernels: Readonly<Record<string, Program>> = {
  adam(file) {
    const variables = Object.fromEntries(variablesOf(file, 'value').entries());
    const gradients = Object.fromEntries(variablesOf(file, 'gradient').entries());
    const optimizer = adam({ learningRate: 1e-3 }).bind(variables);
    return updateRunner(
      () => optimizer.apply(gradients),
      Object.values(variables),
      () => {
        optimizer.dispose();
        dispose([variables, gradients]);
      },
    );
  },
  bernoulli(file) {
    const [logits, target] = [tensorOf(file, 'logits'), tensorOf(file, 'target')];
    const slope = grad((x: Tensor) => neg(mean(bernoulliLikelihood.of(x).logProb(target))));
    return kernelRunner(() => [slope(logits)], [logits, target]);
  },
  batchNorm(file) {
    const [x, dy] = [tensorOf(file, 'x'), tensorOf(file, 'dy')];
    const network = batchNorm()(x.shape.slice(1), key(0));
    const { scale, offset } = network.variables;
    const forward = () => network.apply(x, { training: true });
    return kernelRunner(
      () => engine().gradients(forward, [x, scale!, offset!], dy).grads,
      [x, dy, { ...network.variables }, { ...network.buffers }],
    );
  },
};
