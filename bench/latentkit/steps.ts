import type { Batch, Context, Terms, Trainable } from '@latentkit/nn';
import { cast, dispose, type Scalar, tidy } from '@tensorflow/tfjs-core';
import type { Settings } from '../cases/case.ts';
import { makeConvAe } from '../cases/convAe.ts';
import { makeDcgan } from '../cases/dcgan.ts';
import { makeGan, makeWganGp } from '../cases/pointGans.ts';
import { makeVae } from '../cases/vae.ts';
import type { Program, Runner } from '../children/serve.ts';
import { variants } from '../reproduce/variants.ts';
import { trainingRunner } from '../tfjs/runners.ts';
import { type TensorFile, tensorOf } from '../tfjs/tensors.ts';

/** The models as their packages make them. The weights in the file came from the same seed, and so did the noise. */
export const steps: Readonly<Record<string, Program>> = {
  vae: program(makeVae, ['loss']),
  gan: program(makeGan, ['critic', 'generator']),
  wganGp: program(makeWganGp, ['critic', 'penalty', 'generator']),
  dcgan: program(makeDcgan, ['critic', 'generator']),
  convAe: program(makeConvAe, ['loss']),
  variant,
};

/** A variant of `pnpm reproduce`; its noise is its own. */
function variant(file: TensorFile, settings: Settings): Runner {
  const { make, labels } = variants[settings.variant as string]!;
  const context = (): Context => ({ label: tidy(() => cast(tensorOf(file, 'label'), 'int32')) });
  return program(() => make(1), ['loss'], labels && context)(file, settings);
}

function program(make: () => Trainable<Batch, Terms>, losses: readonly string[], context?: () => Context): Program {
  return (file) => {
    const model = make();
    const data = tensorOf(file, 'batch');
    const batch = context ? { data, ...context() } : data;
    const step = () => {
      const scalars = model.step(batch) as Readonly<Record<string, Scalar>>;
      const wanted = losses.map((name) => scalars[name]!);
      dispose(Object.values(scalars).filter((scalar) => !wanted.includes(scalar)));
      return wanted;
    };
    return trainingRunner(step, () => {
      model.dispose();
      dispose(batch);
    });
  };
}
