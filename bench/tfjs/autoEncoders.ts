import {
  add,
  dispose,
  exp,
  expm1,
  mean,
  mul,
  randomNormal,
  relu,
  reshape,
  type Scalar,
  softplus,
  split,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  train,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Program } from '../children/serve.ts';
import { convDown, convUp, dense, perceptron } from './layers.ts';
import { trainingRunner } from './runners.ts';
import { type TensorFile, tensorOf, variablesOf } from './tensors.ts';

/** The auto-encoders in plain tfjs. */
export const autoEncoders: Readonly<Record<string, Program>> = {
  vae: (file) =>
    autoEncoder(file, (x, encoder, decoder, noise) => {
      const flat = reshape(x, [x.shape[0]!, -1]);
      const [latentMean, logVariance] = split(perceptron(flat, encoder, relu), 2, 1) as [Tensor2D, Tensor2D];
      const latents = add(mul(exp(mul(logVariance, 0.5)), noise(latentMean.shape)), latentMean);
      const reconstruction = bernoulli(perceptron(latents, decoder, relu), flat);
      const kl = mul(sum(sub(add(square(latentMean), expm1(logVariance)), logVariance), 1), 0.5);
      return add(mean(reconstruction), mean(kl));
    }),
  convAe: (file) =>
    autoEncoder(file, (x, encoder, decoder) => {
      const [batch] = x.shape as [number];
      let y: Tensor = relu(convDown(x, encoder[0]!, encoder[1]!));
      y = relu(convDown(y, encoder[2]!, encoder[3]!));
      const latents = dense(reshape(y, [batch, -1]), encoder[4]!, encoder[5]!);
      y = relu(reshape(dense(latents, decoder[0]!, decoder[1]!), [batch, 7, 7, -1]));
      y = relu(convUp(y, decoder[2]!, decoder[3]!));
      const logits = convUp(y, decoder[4]!, decoder[5]!);
      return mean(bernoulli(reshape(logits, [batch, -1]), reshape(x, [batch, -1])));
    }),
};

type Loss = (
  x: Tensor,
  encoder: readonly Variable[],
  decoder: readonly Variable[],
  noise: (shape: [number, number]) => Tensor,
) => Scalar;

function autoEncoder(file: TensorFile, loss: Loss): ReturnType<Program> {
  const [encoder, decoder] = [variablesOf(file, 'encoder'), variablesOf(file, 'decoder')];
  const batch = tensorOf(file, 'batch');
  const optimizer = train.adam(1e-3, 0.9, 0.999, 1e-8);
  const step = (compared?: number) => {
    const noise = (shape: [number, number]) =>
      compared === undefined ? randomNormal(shape) : tensorOf(file, `noise.${compared}`);
    return [
      tidy(() => optimizer.minimize(() => loss(batch, encoder, decoder, noise), true, [...encoder, ...decoder])!),
    ];
  };
  return trainingRunner(step, () => {
    optimizer.dispose();
    dispose([encoder, decoder, batch]);
  });
}

/** Negative log likelihood per example, of logits. */
export function bernoulli(logits: Tensor, target: Tensor): Tensor {
  return sum(sub(softplus(logits), mul(logits, target)), 1);
}
