import type { Program } from '../children/serve.ts';
import { adam, corrections, type Slots, slotsOf } from './adam.ts';
import { arrayOf, arraysOf, type JaxArray, refs } from './arrays.ts';
import { jit, nn, np, random, valueAndGrad } from './jax.ts';
import { perceptron } from './layers.ts';
import { trainingRunner } from './runners.ts';

const rate = { learningRate: 2e-4, beta1: 0.5, beta2: 0.999 };

/** The non-saturating GAN of points in jax-js, its whole step compiled by `jit`. */
export const gan: Program = (file, settings) => {
  const [count, latent] = [settings.batch as number, settings.latent as number];
  let generator = slotsOf(arraysOf(file, 'generator'));
  let critic = slotsOf(arraysOf(file, 'critic'));
  const batch = arrayOf(file, 'batch');

  const update = jit((generator: Slots, critic: Slots, real: JaxArray, latents: JaxArray[], by: JaxArray) => {
    const fake = network(latents[0]!, refs(generator.values));
    const [critical, slopes] = valueAndGrad(criticLoss)(refs(critic.values), real, fake);
    const moved = adam(rate, critic, slopes, by.ref);
    const [generative, gradients] = valueAndGrad(generatorLoss)(
      refs(generator.values),
      refs(moved.values),
      latents[1]!,
    );
    return { generator: adam(rate, generator, gradients, by), critic: moved, losses: [critical, generative] };
  });
  const draw = jit((key: JaxArray) => {
    const keys = np.split(random.split(key, 2), 2) as JaxArray[];
    return keys.map((one) => random.normal(one.reshape([-1]), [count, latent]));
  });

  let taken = 0;
  const step = (compared?: number) => {
    const latents =
      compared === undefined
        ? draw(random.key(taken))
        : ['critic', 'generator'].map((of) => arrayOf(file, `noise.${compared}.${of}`));
    taken++;
    const result = update(generator, critic, batch.ref, latents, corrections(rate, taken));
    ({ generator, critic } = result);
    return result.losses;
  };
  return trainingRunner(step, () => [generator, critic].flatMap((slots) => Object.values(slots).flat()));
};

function network(x: JaxArray, weights: JaxArray[]): JaxArray {
  return perceptron(x, weights, (y) => nn.leakyRelu(y, 0.2));
}

function criticLoss(weights: JaxArray[], real: JaxArray, fake: JaxArray): JaxArray {
  const [onReal, onFake] = [network(real, refs(weights)), network(fake, weights)];
  return np.mean(nn.softplus(np.negative(onReal))).add(np.mean(nn.softplus(onFake)));
}

function generatorLoss(weights: JaxArray[], critic: JaxArray[], latents: JaxArray): JaxArray {
  return np.mean(nn.softplus(np.negative(network(network(latents, weights), critic))));
}
