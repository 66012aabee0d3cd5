/**
 * Whole training steps on WASM and on cpu, as a Markdown table: `pnpm --filter @latentkit/bench steps`, after `pnpm build`.
 *
 * The backends alternate, step by step, so that a busy machine slows both alike: read the ratio before the milliseconds.
 */
import { ae, mlp as aeMlp } from '@latentkit/ae';
import { type BackendName, useBackend } from '@latentkit/backend';
import { gan, points, wganGp } from '@latentkit/gan';
import type { Trainable } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { vae, mlp as vaeMlp } from '@latentkit/vae';
import { dispose } from '@tensorflow/tfjs-core';

const ROUNDS = 15;
const digits = { shape: [28, 28, 1], latentSize: 20, seed: 1 };

const cases: Record<string, { batch: number[]; make: () => Trainable }> = {
  'VAE 784-400-20, batch 16': { batch: [16, 28, 28, 1], make: () => vae(vaeMlp(digits)) },
  'VAE 784-400-20, batch 128': { batch: [128, 28, 28, 1], make: () => vae(vaeMlp(digits)) },
  'auto-encoder 784-400-20, batch 128': { batch: [128, 28, 28, 1], make: () => ae(aeMlp(digits)) },
  'GAN of points, batch 256': { batch: [256, 2], make: () => gan(points({ seed: 1 })) },
  'WGAN-GP of points, batch 256': { batch: [256, 2], make: () => wganGp(points({ seed: 1 })) },
};

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

console.log('| step | wasm, ms | cpu, ms | cpu / wasm |\n|---|---|---|---|');
for (const [name, { batch, make }] of Object.entries(cases)) {
  const times = { wasm: [] as number[], cpu: [] as number[] };
  const models = new Map<BackendName, Trainable>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const backend of ['wasm', 'cpu'] as const) {
      await useBackend(backend);
      const model = models.get(backend) ?? make();
      models.set(backend, model);
      const data = uniform(key(round), batch);
      const start = performance.now();
      const scalars = model.step(data);
      await Promise.all(Object.values(scalars).map((scalar) => scalar.data()));
      const elapsed = performance.now() - start;
      dispose([data, scalars]);
      if (round > 0) times[backend].push(elapsed); // the first step of all sets things up
    }
  }
  const [wasm, cpu] = [median(times.wasm), median(times.cpu)];
  console.log(`| ${name} | ${wasm.toFixed(1)} | ${cpu.toFixed(1)} | ${(cpu / wasm).toFixed(1)} |`);
}
