import { useBackend } from '@latentkit/backend';
import { ring } from '@latentkit/datasets';
import { gan } from '@latentkit/gan';
import { lazyPenalty, r1, scheduledPenalty } from '@latentkit/losses';
import { modeCoverage } from '@latentkit/metrics';
import { adam, cosine, exponentialDecay, fanInUniform, key, leakyRelu, perceptron, type Shape } from '@latentkit/nn';
import { fit } from '@latentkit/train';
import { dispose, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

// A short form of `pnpm reproduce modes`: the ring of VEEGAN and PacGAN, on which a plain GAN finds 5 modes of 8 in these steps.
it('a GAN with a fading R1 finds every mode of the ring', async () => {
  await useBackend('wasm', { threads: 1 });
  const steps = 3000;
  const recipe = (shape: Shape) =>
    perceptron([128, 128], shape, {
      activation: leakyRelu(0.2),
      kernelInitializer: fanInUniform,
      biasInitializer: fanInUniform,
    });
  const optimizer = (learningRate: number) =>
    adam({ learningRate: cosine({ from: learningRate, to: learningRate / 100, steps }), beta1: 0, beta2: 0.99 });
  const fading = exponentialDecay({ from: 1, factor: 0.001, steps });
  const model = gan(
    { generator: recipe, critic: recipe },
    {
      shape: [2],
      latentSize: 64,
      seed: 1,
      penalty: lazyPenalty(4, scheduledPenalty(fading, r1({ weight: 1 }))),
      averageDecay: 0.999,
      generatorOptimizer: optimizer(5e-4),
      criticOptimizer: optimizer(1e-3),
    },
  );
  const data = ring({ count: 20_000, seed: 1, radius: 1, standardDeviation: 0.01 });
  await fit(model, data.shuffle({ seed: 1 }).batch(256), { steps, reportEvery: steps });
  const [samples, modes] = [model.sample(2500, key(1)), tensor2d(data.means.map((mean) => [...mean]))];
  const coverage = await modeCoverage(samples, modes, { standardDeviation: 0.01 });
  expect(coverage.modes).toBe(8);
  // The plain GAN has 0.275 after as many steps, this one 0.004; ln 8 = 2.08 is one mode alone.
  expect(coverage.reverseKl).toBeLessThan(0.05);
  dispose([samples, modes]);
  model.dispose();
}, 300_000);
