/**
 * Trains our models and their twins in PyTorch on the digits, from the same weights, on the same batches, and prints both
 * curves as a Markdown table.
 *
 *   pnpm reproduce vae [--only vae,iwae] [--seeds 1,2,3] [--epochs 5,10,20] [--python path]
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { digitsOf, orderOf, tensorsOf, trainOurs } from './ours.ts';
import { trainTwin } from './twin.ts';
import type { Variant } from './variant.ts';
import { variants } from './variants.ts';

const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(variants).join() },
    seeds: { type: 'string', default: '1,2,3' },
    epochs: { type: 'string', default: '5,10,20' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const [seeds, epochs] = [options.seeds, options.epochs].map((list) => list.split(',').map(Number)) as [
  number[],
  number[],
];
for (const name of options.only.split(',')) {
  if (name in variants) continue;
  throw new RangeError(`reproduce: --only has ${name} but one of ${Object.keys(variants).join(', ')} was expected.`);
}

await useBackend('wasm');
const plan = await digitsOf(epochs);
console.log(
  `| model | seed | ${epochs.map((epoch) => `epoch ${epoch}: ours / PyTorch`).join(' | ')} | apart at most |`,
);
console.log(`|---|---|${epochs.map(() => '--:|').join('')}--:|`);
let isWithin = true;
for (const name of options.only.split(',')) {
  const variant = variants[name]!;
  const curves: { readonly ours: number[]; readonly theirs: number[] }[] = [];
  for (const seed of seeds) {
    const curve = await curvesOf(name, variant, seed);
    curves.push(curve);
    console.log(row(name, String(seed), curve, variant));
  }
  const mean = (of: 'ours' | 'theirs') =>
    epochs.map((_, i) => curves.reduce((sum, curve) => sum + curve[of][i]!, 0) / curves.length);
  const whole = { ours: mean('ours'), theirs: mean('theirs') };
  isWithin &&= apart(whole, variant) <= limit(variant);
  console.log(row(`**${name}**`, 'mean', whole, variant));
}
if (!isWithin) process.exitCode = 1;

async function curvesOf(name: string, variant: Variant, seed: number) {
  const model = variant.make(seed);
  const order = orderOf(plan, seed);
  const tensors = tensorsOf(variant, model, plan, order);
  const ours = await trainOurs(variant, model, plan, order);
  model.dispose();
  const theirs = await trainTwin(options.python, { name, term: variant.term, epochs, seed, tensors });
  return { ours, theirs: theirs.curve };
}

/** How far the curves are apart at most: in nats, or as a part of PyTorch's. */
function apart({ ours, theirs }: { ours: number[]; theirs: number[] }, { within }: Variant): number {
  return Math.max(...ours.map((x, i) => Math.abs(x - theirs[i]!) / ('nats' in within ? 1 : Math.abs(theirs[i]!))));
}

function limit({ within }: Variant): number {
  return 'nats' in within ? within.nats : within.part;
}

function row(name: string, seed: string, curve: { ours: number[]; theirs: number[] }, variant: Variant): string {
  const pairs = curve.ours.map((x, i) => `${x.toFixed(2)} / ${curve.theirs[i]!.toFixed(2)}`);
  const most = apart(curve, variant);
  const difference = 'nats' in variant.within ? `${most.toFixed(2)} nats` : `${(100 * most).toFixed(1)} %`;
  return `| ${[name, seed, ...pairs, difference].join(' | ')} |`;
}
