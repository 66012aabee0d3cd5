/**
 * Trains GANs on the digits and compares their samples with unseen digits by the features of `digitClassifier`, as a Markdown
 * table; of seed 1 it draws a sheet of 100 samples.
 *
 *   pnpm reproduce gan [--only dcgan,sngan] [--seeds 1,2,3] [--steps 3000] [--samples 2000] [--threads 2]
 *     [--out docs/images/sheets]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { digits, toPng } from '@latentkit/datasets';
import type { Gan } from '@latentkit/gan';
import { digitClassifier, evaluateSamples, type SampleMetrics } from '@latentkit/metrics';
import { key } from '@latentkit/random';
import { fit } from '@latentkit/train';
import { imageGans } from './imageGans.ts';

const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(imageGans).join() },
    seeds: { type: 'string', default: '1,2,3' },
    steps: { type: 'string', default: '3000' },
    samples: { type: 'string', default: '2000' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/images/sheets', import.meta.url)) },
  },
});
const [steps, count] = [Number(options.steps), Number(options.samples)];
const names = options.only.split(',');
for (const name of names) {
  if (name in imageGans) continue;
  throw new RangeError(`gan: --only has ${name} but one of ${Object.keys(imageGans).join(', ')} was expected.`);
}

await useBackend('wasm', { threads: Number(options.threads) });
const { train: images, test } = await digits();
const { features, classify } = await digitClassifier();
await mkdir(options.out, { recursive: true });
console.log('| GAN | seed | s | classes | Fréchet | kernel ± s.e. | precision | recall | density | coverage |');
console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
for (const name of names) {
  for (const seed of options.seeds.split(',').map(Number)) {
    const model = imageGans[name]!({ shape: images.shape, latentSize: 64, seed });
    const began = performance.now();
    await fit(model, images.shuffle({ seed }).batch(64), { steps, reportEvery: steps });
    const seconds = (performance.now() - began) / 1000;
    console.log(`| ${[name, seed, seconds.toFixed(0), ...cells(await metricsOf(model))].join(' | ')} |`);
    if (seed === 1) await draw(model, `gan-${name}.png`);
    model.dispose();
  }
}

async function metricsOf(model: Gan): Promise<SampleMetrics> {
  const data = test.batch(100, { remainder: 'keep' });
  for await (const { metrics } of evaluateSamples(model, data, { features, classify, count, key: key(1) })) {
    if (metrics) return metrics;
  }
  throw new Error('gan: evaluateSamples gave no metrics.');
}

function cells({ classCoverage, frechetDistance, kernelDistance, precisionRecall }: SampleMetrics): string[] {
  const { precision, recall, density, coverage } = precisionRecall;
  return [
    String(10 - classCoverage!.missing.length),
    frechetDistance.value.toFixed(2),
    `${kernelDistance.value.toFixed(3)} ± ${kernelDistance.standardError.toFixed(3)}`,
    ...[precision, recall, density, coverage].map((x) => x.toFixed(3)),
  ];
}

async function draw(model: Gan, file: string): Promise<void> {
  const samples = model.sample(100, key(1));
  await writeFile(join(options.out, file), await toPng(samples, { columns: 10, scale: 2, gap: 4 }));
  samples.dispose();
}
