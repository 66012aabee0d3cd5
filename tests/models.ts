import { ae, mlp } from '@latentkit/ae';
import { gan, mlpGan } from '@latentkit/gan';
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
import { vae } from '@latentkit/vae';

const options = { shape: [28, 28, 1], latentSize: 8, seed: 7 };
const { shape, latentSize, seed } = options;

/** One model of each kind at the size of digits, made by the presets people use. */
export const presetModels: Record<string, () => Trainable> = {
  ae: () => ae(mlp({ hidden: [32] }), options),
  vae: () => vae(mlp({ hidden: [32] }), options),
  gan: () => gan(mlpGan({ hidden: [32] }), options),
};

const normalized = (outputSize: number): Layer => chain([flatten, dense(32), batchNorm(), relu, dense(outputSize)]);

const build = (layer: Layer, inputShape: number[], purpose: number) =>
  sequential([layer], { inputShape, key: foldIn(key(seed), purpose) });

/** One model of each kind with batch norm in both its networks, trained by Adam. */
export const normalizedModels: Record<string, () => Trainable> = {
  ae: () =>
    ae(
      {
        encoder: build(normalized(latentSize), shape, 0),
        decoder: build(chain([normalized(784), reshape(shape)]), [latentSize], 1),
      },
      options,
    ),
  vae: () =>
    vae(
      {
        encoder: build(normalized(2 * latentSize), shape, 0),
        decoder: build(chain([normalized(784), reshape(shape)]), [latentSize], 1),
      },
      options,
    ),
  gan: () =>
    gan(
      {
        generator: build(chain([normalized(784), reshape(shape), sigmoid]), [latentSize], 0),
        critic: build(normalized(1), shape, 1),
      },
      options,
    ),
};
