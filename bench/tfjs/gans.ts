import {
  add,
  clone,
  dispose,
  grad,
  keep,
  leakyRelu,
  mean,
  mul,
  neg,
  randomNormal,
  randomUniform,
  relu,
  reshape,
  type Scalar,
  sigmoid,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  train,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Program } from '../children/serve.ts';
import { batchNorm, convDown, convUp, dense, perceptron } from './layers.ts';
import { trainingRunner } from './runners.ts';
import { tensorOf, variablesOf } from './tensors.ts';

/** The GANs in plain tfjs. */
export const gans: Readonly<Record<string, Program>> = {
  gan: gan({ ...nonSaturating(), ...pointNetworks((x) => leakyRelu(x, 0.2)), rate: [2e-4, 0.5, 0.999] }),
  wganGp: gan({
    critic: (real, fake) => sub<Scalar>(mean(fake), mean(real)),
    generator: (fake) => neg(mean<Scalar>(fake)),
    penalty,
    // The gradient of tfjs's leakyRelu has none of its own, and WGAN-GP takes it twice: so from relu, which is right.
    ...pointNetworks((x) => sub(relu(x), mul(relu(neg(x)), 0.2))),
    rate: [1e-4, 0, 0.9],
  }),
  dcgan: gan({
    ...nonSaturating(),
    rate: [2e-4, 0.5, 0.999],
    make(latents, w) {
      let y: Tensor = reshape(dense(latents, w[0]!, w[1]!), [latents.shape[0]!, 7, 7, -1]);
      y = relu(batchNorm(y, w[2]!, w[3]!));
      y = relu(batchNorm(convUp(y, w[4]!, w[5]!), w[6]!, w[7]!));
      return sigmoid(convUp(y, w[8]!, w[9]!));
    },
    score(x, w) {
      let y: Tensor = leakyRelu(convDown(sub(mul(x, 2), 1), w[0]!, w[1]!), 0.2);
      y = leakyRelu(batchNorm(convDown(y, w[2]!, w[3]!), w[4]!, w[5]!), 0.2);
      return dense(reshape(y, [x.shape[0]!, -1]), w[6]!, w[7]!);
    },
  }),
};

type Weights = readonly Variable[];

interface Game {
  make(latents: Tensor, weights: Weights): Tensor;
  score(data: Tensor, weights: Weights): Tensor;
  critic(real: Tensor, fake: Tensor): Scalar;
  generator(fake: Tensor): Scalar;
  penalty?(score: (x: Tensor) => Tensor, real: Tensor, fake: Tensor, share: Tensor): Scalar;
  readonly rate: readonly [learningRate: number, beta1: number, beta2: number];
}

function pointNetworks(activation: (x: Tensor) => Tensor) {
  const network = (x: Tensor, weights: Weights) => perceptron(x, weights, activation);
  return { make: network, score: network };
}

function nonSaturating() {
  return {
    critic: (real: Tensor, fake: Tensor) => add<Scalar>(mean(softplus(neg(real))), mean(softplus(fake))),
    generator: (fake: Tensor) => mean<Scalar>(softplus(neg(fake))),
  };
}

function penalty(score: (x: Tensor) => Tensor, real: Tensor, fake: Tensor, share: Tensor): Scalar {
  const between = add(fake, mul(share, sub(real, fake)));
  const slope = grad((x: Tensor) => sum(score(x)))(between);
  return mul(mean(square(sub(sqrt(sum(square(slope), 1)), 1))), 10);
}

function gan({ make, score, penalty, rate, ...game }: Game): Program {
  return (file, settings) => {
    const [generator, critic] = [variablesOf(file, 'generator'), variablesOf(file, 'critic')];
    const batch = tensorOf(file, 'batch');
    const optimizers = [train.adam(...rate, 1e-8), train.adam(...rate, 1e-8)] as const;
    const latents = (compared: number | undefined, of: string) =>
      compared === undefined
        ? randomNormal([settings.batch as number, settings.latent as number])
        : tensorOf(file, `noise.${compared}.${of}`);
    const shares = (compared: number | undefined) =>
      compared === undefined ? randomUniform([settings.batch as number, 1]) : tensorOf(file, `noise.${compared}.share`);
    const step = (compared?: number) =>
      tidy(() => {
        const fake = make(latents(compared, 'critic'), generator);
        const losses: Scalar[] = [];
        optimizers[0].minimize(
          () => {
            const adversarial = game.critic(score(batch, critic), score(fake, critic));
            losses.push(keep(clone(adversarial)));
            if (!penalty) return adversarial;
            const penalized = penalty((x) => score(x, critic), batch, fake, shares(compared));
            losses.push(keep(clone(penalized)));
            return add(adversarial, penalized);
          },
          false,
          critic,
        );
        const made = () => game.generator(score(make(latents(compared, 'generator'), generator), critic));
        losses.push(optimizers[1].minimize(made, true, generator)!);
        return losses;
      });
    return trainingRunner(step, () => {
      for (const optimizer of optimizers) optimizer.dispose();
      dispose([generator, critic, batch]);
    });
  };
}
