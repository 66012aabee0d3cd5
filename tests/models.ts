import { ae, mlp as aeMlp } from '@latentkit/ae';
import { gan, mlp as ganMlp } from '@latentkit/gan';
import {
  batchNorm,
  chain,
  dense,
  flatten,
  type Layer,
  relu,
  reshape,
  sequential,
  sigmoid,
  type Trainable,
} from '@latentkit/nn';
import { foldIn, key } from '@latentkit/random';
import { vae, mlp as vaeMlp } from '@latentkit/vae';

const shape = [28, 28, 1];
const latentSize = 8;
const seed = 7;

/** One model of each kind at the size of digits, made by the presets people use. */
export const presetModels: Record<string, () => Trainable> = {
  ae: () => ae(aeMlp({ shape, latentSize, seed, hidden: [32] })),
  vae: () => vae(vaeMlp({ shape, latentSize, seed, hidden: [32] })),
  gan: () => gan(ganMlp({ shape, latentSize, seed, hidden: [32] })),
};

const normalized = (outputSize: number): Layer => chain([flatten, dense(32), batchNorm(), relu, dense(outputSize)]);

const build = (layer: Layer, inputShape: number[], purpose: number) =>
  sequential([layer], { inputShape, key: foldIn(key(seed), purpose) });

/** One model of each kind with batch norm in both its networks, trained by Adam. */
export const normalizedModels: Record<string, () => Trainable> = {
  ae: () =>
    ae({
      encoder: build(normalized(latentSize), shape, 0),
      decoder: build(chain([normalized(784), reshape(shape)]), [latentSize], 1),
      shape,
      latentSize,
      seed,
    }),
  vae: () =>
    vae({
      encoder: build(normalized(2 * latentSize), shape, 0),
      decoder: build(chain([normalized(784), reshape(shape)]), [latentSize], 1),
      shape,
      latentSize,
      seed,
    }),
  gan: () =>
    gan({
      generator: build(chain([normalized(784), reshape(shape), sigmoid]), [latentSize], 0),
      critic: build(normalized(1), shape, 1),
      shape,
      latentSize,
      seed,
    }),
};
