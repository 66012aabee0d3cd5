import { type Autoregressive, autoregressive, made, pixelCnn } from '@latentkit/mle';
import { adam, cosine } from '@latentkit/nn';

/** A model of black and white digits, with the steps that it takes. */
interface DensityCase {
  make(seed: number): Autoregressive;
  readonly steps: number;
  readonly batchSize: number;
}

const shape = [28, 28, 1];
const optimizer = (from: number, steps: number) => adam({ learningRate: cosine({ from, to: 1e-4, steps }) });

/** Explicit models of pixels: they have samples, and nothing to reconstruct. */
export const densities: Readonly<Record<string, DensityCase>> = {
  made: {
    make: (seed) => autoregressive(made(), { shape, seed, optimizer: optimizer(0.01, 1400) }),
    steps: 1400,
    batchSize: 128,
  },
  'pixel-cnn': {
    make: (seed) =>
      autoregressive(pixelCnn({ filters: 16, blocks: 3 }), { shape, seed, optimizer: optimizer(4e-3, 500) }),
    steps: 500,
    batchSize: 32,
  },
};
