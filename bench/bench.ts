/** Side by side with others, in one run, as Markdown tables: see README.md. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { useBackend } from '@latentkit/backend';
import { groups } from './cases/index.ts';
import { implementations } from './run/implementations.ts';
import { type Measurement, measure } from './run/measure.ts';
import { begins, readOptions, usage } from './run/options.ts';
import { Rivals } from './run/rivals.ts';
import { footnotes, head, line } from './run/table.ts';
import { writeTensors } from './run/tensorFile.ts';

if (process.argv.includes('--help')) {
  console.log(usage);
  process.exit();
}
const options = readOptions(process.argv.slice(2));
const wanted = (name: string) => options.only.length === 0 || begins(name, options.only);
const chosen = Object.entries(groups)
  .map(([group, cases]) => [group, cases.filter(({ name }) => wanted(name))] as const)
  .filter(([, cases]) => cases.length > 0);
if (chosen.length === 0) throw new RangeError(`bench: --only is ${options.only} but no case begins so.`);

// Only to make the initial weights and the batches; what is timed is in the children.
await useBackend('cpu');
const all = implementations(options);
const folder = mkdtempSync(join(tmpdir(), 'latentkit-bench-'));
const rivals = new Rivals();
const measurements: Measurement[] = [];
try {
  await rivals.start(all);
  const node = execFileSync(options.node, ['--version'], { encoding: 'utf8' }).trim();
  const machine = `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${node}`;
  console.log(`${machine}. Milliseconds, ${options.least ? 'the least' : 'medians'} of ${options.rounds} rounds.\n`);
  for (const [group, cases] of chosen) {
    const isCounted = cases.some(({ flop }) => flop > 0);
    console.log(head(group, all, isCounted));
    for (const one of cases) {
      const file = join(folder, `${one.name}.safetensors`);
      writeTensors(file, one.tensors());
      const measurement = await measure(one, file, rivals, options);
      rmSync(file);
      measurements.push(measurement);
      console.log(line(measurement, all, options, isCounted));
    }
    console.log('');
  }
} finally {
  rivals.stop();
  rmSync(folder, { recursive: true });
}
for (const note of [...footnotes(measurements), ...rivals.absent]) console.log(`- ${note}`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(measurements, null, 1)}\n`);
const mistakes = measurements.flatMap((measurement) => measurement.mistakes);
for (const mistake of mistakes) console.error(`\nDIFFERS: ${mistake}`);
process.exit(mistakes.length === 0 ? 0 : 1);
