/**
 * Trains the GANs whose generator is given a class, with labels or without, on the digits, has a classifier say what class
 * their samples are of, and prints a Markdown table. Of each it draws a sheet: a row for each class, in every row the same noise.
 *
 *   pnpm reproduce conditional [--only gan,acGan,infoGan] [--seeds 1,2,3] [--steps 3000] [--threads 2]
 *     [--out docs/images/sheets]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { toPng } from '@latentkit/datasets';
import { conditionalAccuracy, digitClassifier, purity } from '@latentkit/metrics';
import { key } from '@latentkit/random';
import { argMax, concat, dispose, div, mul, round, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type ConditionalModel, conditionalModels } from './conditionalModels.ts';
import { digitsOf, orderOf } from './ours.ts';

/** Of each class, for the numbers; and for the sheet. */
const [MANY, FEW] = [200, 10];
const CLASSES = 10;
const BATCH = 64;
/** Of grey, so that a file is small. */
const LEVELS = 15;

const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(conditionalModels).join() },
    seeds: { type: 'string', default: '1,2,3' },
    steps: { type: 'string', default: '3000' },
    threads: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/images/sheets', import.meta.url)) },
  },
});
const only = options.only.split(',');
for (const name of only) {
  if (name in conditionalModels) continue;
  const names = Object.keys(conditionalModels).join(', ');
  throw new RangeError(`reproduce: --only has ${name} but one of ${names} was expected.`);
}

await useBackend('wasm', options.threads === undefined ? {} : { threads: Number(options.threads) });
const steps = Number(options.steps);
const classifier = await digitClassifier();
const { train, test } = await digitsOf([1]);
await mkdir(options.out, { recursive: true });
console.log(
  '| model | seed | steps | s | requested class seen | in the worst class | purity of samples | purity of guesses on unseen digits | classes |',
);
console.log('|---|---|--:|--:|--:|--:|--:|--:|--:|');
for (const name of only) {
  for (const seed of options.seeds.split(',').map(Number)) {
    const model = conditionalModels[name]!(seed, steps);
    const began = performance.now();
    trainOn(model, seed);
    const seconds = (performance.now() - began) / 1000;
    const columns = [name, seed, steps, seconds.toFixed(0), ...(await measured(model))];
    console.log(`| ${columns.join(' | ')} |`);
    if (seed === 1) await draw(model, `conditional-${name}.png`);
    model.dispose();
  }
}

/** The classes in turn, so many times each. */
function classesOf(count: number): Tensor {
  const classes = Int32Array.from({ length: CLASSES * count }, (_, i) => Math.floor(i / count));
  return tensor1d(classes, 'int32');
}

function trainOn(model: ConditionalModel, seed: number): void {
  const perEpoch = Math.floor(train.data.shape[0]! / BATCH);
  const plan = { train, test, batchSize: BATCH, epochs: [Math.ceil(steps / perEpoch)] };
  const { values } = orderOf(plan, seed);
  for (let step = 0; step < steps; step++) {
    tidy(() => {
      const rows = tensor1d(Int32Array.from(values.subarray(step * BATCH, (step + 1) * BATCH)), 'int32');
      dispose(model.step(train, rows));
    });
  }
}

/** The numbers of a row: shares in percent, and how many classes are the most frequent one of some class. */
async function measured(model: ConditionalModel): Promise<string[]> {
  const requested = classesOf(MANY);
  const blocks = Array.from({ length: CLASSES }, (_, i) =>
    tidy(() => classifier.classify(model.sample(key(100 + i), tensor1d(new Int32Array(MANY).fill(i), 'int32')))),
  );
  const [probabilities, guessed] = [concat(blocks), model.guess?.(test.data)];
  const found = tidy(() => argMax(probabilities, 1));
  const { value, ofClass } = await conditionalAccuracy(probabilities, requested);
  const unlabelled = guessed && tidy(() => argMax(guessed, 1));
  const cells = unlabelled
    ? ['–', '–', percent(await purity(requested, found)), percent(await purity(unlabelled, test.label))]
    : [percent(value), percent(Math.min(...ofClass)), '–', '–'];
  const classes = new Set(Array.from({ length: CLASSES }, (_, i) => mostFrequent(found.dataSync(), i)));
  dispose([requested, ...blocks, probabilities, found, ...(guessed ? [guessed, unlabelled!] : [])]);
  return [...cells, String(classes.size)];
}

/** The class that most samples of a requested one are of. */
function mostFrequent(found: ArrayLike<number>, requested: number): number {
  const counts = new Int32Array(CLASSES);
  for (let i = 0; i < MANY; i++) counts[found[requested * MANY + i]!]!++;
  return counts.indexOf(Math.max(...counts));
}

async function draw(model: ConditionalModel, file: string): Promise<void> {
  const sheet = tidy(() => {
    const rows = Array.from({ length: CLASSES }, (_, i) =>
      model.sample(key(1), tensor1d(new Int32Array(FEW).fill(i), 'int32')),
    );
    return div(round(mul(concat(rows), LEVELS)), LEVELS);
  });
  await writeFile(join(options.out, file), await toPng(sheet, { columns: FEW, scale: 2, gap: 4 }));
  sheet.dispose();
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
