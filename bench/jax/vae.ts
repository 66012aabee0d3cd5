import type { Program } from '../children/serve.ts';
import { adam, corrections, type Slots, slotsOf } from './adam.ts';
import { arrayOf, arraysOf, type JaxArray } from './arrays.ts';
import { jit, nn, np, random, valueAndGrad } from './jax.ts';
import { bernoulli, perceptron } from './layers.ts';
import { trainingRunner } from './runners.ts';

const rate = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999 };
const LATENT = 20;

/** The VAE in jax-js, its whole step compiled by `jit`. */
export const vae: Program = (file, settings) => {
  const count = settings.batch as number;
  const encoderSize = arraysOf(file, 'encoder').length;
  let slots = slotsOf([...arraysOf(file, 'encoder'), ...arraysOf(file, 'decoder')]);
  const batch = arrayOf(file, 'batch').reshape([count, -1]);

  function loss(weights: JaxArray[], x: JaxArray, noise: JaxArray): JaxArray {
    const latent = perceptron(x.ref, weights.slice(0, encoderSize), nn.relu);
    const [mean, logVariance] = np.split(latent, 2, 1) as [JaxArray, JaxArray];
    const latents = np.exp(logVariance.ref.mul(0.5)).mul(noise).add(mean.ref);
    const reconstruction = bernoulli(perceptron(latents, weights.slice(encoderSize), nn.relu), x);
    const kl = np.square(mean).add(np.expm1(logVariance.ref)).sub(logVariance);
    return reconstruction.add(np.mean(np.sum(kl, 1)).mul(0.5));
  }

  const update = jit((slots: Slots, x: JaxArray, noise: JaxArray, by: JaxArray) => {
    const [value, gradients] = valueAndGrad(loss)(
      slots.values.map((weight) => weight.ref),
      x,
      noise,
    );
    return { slots: adam(rate, slots, gradients, by), value };
  });
  const draw = jit((key: JaxArray) => random.normal(key, [count, LATENT]));

  let taken = 0;
  const step = (compared?: number) => {
    const noise = compared === undefined ? draw(random.key(taken)) : arrayOf(file, `noise.${compared}`);
    taken++;
    const result = update(slots, batch.ref, noise, corrections(rate, taken));
    slots = result.slots;
    return [result.value];
  };
  return trainingRunner(step, () => Object.values(slots).flat());
};
