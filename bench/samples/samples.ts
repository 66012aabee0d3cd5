/**
 * Discrepancies of 2,000 and 2,000 samples of 64 features, one thread each: LatentKit, stock TensorFlow.js, and
 * scikit-learn and POT, in rounds, as a Markdown table. `pnpm --filter @latentkit/bench samples [rounds]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useBackend } from '@latentkit/backend';
import { key, normalValues, split } from '@latentkit/random';
import type { Settings } from '../cases/case.ts';
import { Child } from '../run/child.ts';
import type { Implementation } from '../run/implementations.ts';
import { writeTensors } from '../run/tensorFile.ts';

const rounds = Number(process.argv[2] ?? 5);
const shape = [2000, 64];

/** What is computed, and how far two values of it may differ for rounding: of sums in float32 of numbers of that size. */
const cases: readonly { program: string; title: string; settings: Settings; tolerance: number }[] = [
  { program: 'mmd', title: 'MMD, 5 bandwidths', settings: { bandwidths: '4,8,11,16,32' }, tolerance: 2e-6 },
  { program: 'sinkhorn', title: 'Sinkhorn, 50 iterations', settings: { epsilon: 20, iterations: 50 }, tolerance: 5e-4 },
];

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const script = (file: string) => [process.execPath, '--import', 'tsx', path(file)];
const environment = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
const python = (kind: string) => ({ command: ['/usr/bin/python3', path('python.py'), kind], environment });
const implementations: readonly Implementation[] = [
  { name: 'latentkit', title: 'LatentKit', command: script('latentkit.ts') },
  { name: 'tfjs', title: 'tfjs', command: script('tfjs.ts') },
  { name: 'python', title: 'scikit-learn, POT in the log domain', ...python('log') },
  { name: 'python-plain', title: 'NumPy, POT not in the log domain', ...python('plain') },
];

const folder = mkdtempSync(join(tmpdir(), 'latentkit-samples-'));
const file = join(folder, 'samples.safetensors');
await useBackend('cpu');
const [first, second] = split(key(1)) as [ReturnType<typeof key>, ReturnType<typeof key>];
writeTensors(file, {
  x: { shape, values: normalValues(first, 128_000) },
  y: { shape, values: normalValues(second, 128_000).map((value) => value + 0.25) },
});

const children: Child[] = [];
try {
  for (const implementation of implementations) children.push(await Child.start(implementation));
  const row = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
  console.log(`${cpus()[0]?.model}, Node ${process.version}. Milliseconds, medians of ${rounds} rounds.\n`);
  row(['2,000 × 2,000 × 64', ...implementations.map(({ title }) => title)]);
  row(['---', ...implementations.map(() => '--:')]);
  for (const { program, title, settings, tolerance } of cases) {
    const values: number[] = [];
    for (const child of children) {
      const { losses, unable } = await child.ask({ ask: 'load', program, settings, file });
      if (!losses) throw new Error(`${child.implementation.name}: ${unable}`);
      values.push(losses[0]!);
    }
    // Not as error > tolerance, for a NaN differs too.
    if (!values.every((value) => Math.abs(value - values[0]!) <= tolerance)) throw new Error(`${program}: ${values}`);
    const times: number[][] = children.map(() => []);
    for (let round = 0; round < rounds; round++) {
      const order = children.map((_, i) => (round % 2 === 0 ? i : children.length - 1 - i));
      for (const i of order) times[i]!.push((await children[i]!.ask({ ask: 'run', times: 1 })).milliseconds!);
    }
    const medians = times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]!);
    row([
      title,
      ...medians.map((time, i) => `${time.toFixed(0)}${i === 0 ? '' : ` (${(time / medians[0]!).toFixed(2)}×)`}`),
    ]);
  }
} finally {
  for (const child of children) child.stop();
  rmSync(folder, { recursive: true });
}
