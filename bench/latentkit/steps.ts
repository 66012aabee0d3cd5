import type { Trainable } from '@latentkit/nn';
import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import { makeConvAe } from '../cases/convAe.ts';
import { makeDcgan } from '../cases/dcgan.ts';
import { makeGan, makeWganGp } from '../cases/pointGans.ts';
import { makeVae } from '../cases/vae.ts';
import type { Program } from '../children/serve.ts';
import { trainingRunner } from '../tfjs/runners.ts';
import { tensorOf } from '../tfjs/tensors.ts';

/** The models as their packages make them. The weights in the file came from the same seed, and so did the noise. */
export const steps: Readonly<Record<string, Program>> = {
  vae: program(makeVae, ['loss']),
  gan: program(makeGan, ['critic', 'generator']),
  wganGp: program(makeWganGp, ['critic', 'penalty', 'generator']),
  dcgan: program(makeDcgan, ['critic', 'generator']),
  convAe: program(makeConvAe, ['loss']),
};

function program(make: () => Trainable, losses: readonly string[]): Program {
  return (file) => {
    const model = make();
    const batch = tensorOf(file, 'batch');
    const step = () => {
      const scalars = model.step(batch) as Readonly<Record<string, Scalar>>;
      const wanted = losses.map((name) => scalars[name]!);
      dispose(Object.values(scalars).filter((scalar) => !wanted.includes(scalar)));
      return wanted;
    };
    return trainingRunner(step, () => {
      model.dispose();
      batch.dispose();
    });
  };
}
