/**
 * Counts the modes that GANs cover of the ring of 8 and of the grid of 25 Gaussians, as VEEGAN and PacGAN do, and prints a
 * Markdown table: modes, share of samples of high quality, reverse KL; mean and standard error over seeds.
 *
 *   pnpm reproduce modes [--data ring,grid] [--only gan,r3gan] [--seeds 1,2,3,4,5] [--steps 0] [--threads 2]
 *
 * `--steps` in place of those of the contestants makes a shorter run.
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { modeCoverage } from '@latentkit/metrics';
import { key } from '@latentkit/random';
import { dispose, type Scalar, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { contestants, mixtures } from './contestants.ts';

const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: Object.keys(mixtures).join() },
    only: { type: 'string', default: Object.keys(contestants).join() },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    steps: { type: 'string', default: '0' },
    threads: { type: 'string', default: '2' },
  },
});

/** What one run came to. */
interface Result {
  readonly modes: number;
  readonly highQuality: number;
  readonly reverseKl: number;
  readonly seconds: number;
}

await useBackend('wasm', { threads: Number(options.threads) });
console.log('| data | GAN | seed | modes | high quality | reverse KL | seconds |');
console.log('|---|---|--:|--:|--:|--:|--:|');
for (const data of options.data.split(',')) {
  for (const name of options.only.split(',')) {
    const results: Result[] = [];
    for (const seed of options.seeds.split(',')) {
      const result = await run(data, name, Number(seed));
      results.push(result);
      const { modes, highQuality, reverseKl, seconds } = result;
      print(data, name, seed, [modes, (100 * highQuality).toFixed(1), reverseKl.toFixed(3), seconds.toFixed(0)]);
    }
    print(data, `**${name}**`, 'all', [
      summary(results.map(({ modes }) => modes)),
      summary(results.map(({ highQuality }) => 100 * highQuality)),
      summary(results.map(({ reverseKl }) => reverseKl)),
      summary(results.map(({ seconds }) => seconds)),
    ]);
  }
}

async function run(data: string, name: string, seed: number): Promise<Result> {
  const mixture = mixtures[data];
  const contestant = contestants[name];
  if (!mixture) throw new RangeError(`modes: --data has ${data} but ${Object.keys(mixtures)} was expected.`);
  if (!contestant) throw new RangeError(`modes: --only has ${name} but ${Object.keys(contestants)} was expected.`);
  const { means, standardDeviation, points } = mixture(seed);
  const steps = Number(options.steps) || contestant.steps;
  const model = contestant.make({ shape: [2], seed }, steps);
  const batches = points.shuffle({ seed }).batch(contestant.batchSize);
  const start = performance.now();
  for (let epoch = 0; model.stepCount < steps; epoch++) {
    for await (const batch of batches.epoch(epoch) as AsyncIterable<Tensor>) {
      dispose(Object.values(model.step(batch)) as Scalar[]);
      batch.dispose();
      if (model.stepCount === steps) break;
    }
  }
  const [samples, modes] = [model.sample(2500, key(1)), tensor2d(means.map((mean) => [...mean]))];
  const coverage = await modeCoverage(samples, modes, { standardDeviation });
  dispose([samples, modes]);
  model.dispose();
  return { ...coverage, seconds: (performance.now() - start) / 1000 };
}

/** Mean ± standard error. */
function summary(values: readonly number[]): string {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(2)} ± ${Math.sqrt(variance / values.length).toFixed(2)}`;
}

function print(...row: readonly [string, string, string, readonly (string | number)[]]): void {
  console.log(`| ${row.flat().join(' | ')} |`);
}
