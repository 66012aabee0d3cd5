/** The README's worker that trains, is stopped and taken up again, run as it stands there, on the built packages. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { ring } from '@latentkit/datasets';
import { decodeSafetensors, encodeCheckpoint, fit } from '@latentkit/train';
import { points, vae } from '@latentkit/vae';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** Here, where the packages are installed. */
const file = path('worker.tmp.mjs');

afterAll(() => rm(file, { force: true }));

test('ends, bit for bit, where a run ends that was never stopped', async () => {
  const readme = readFileSync(path('../packages/train/README.md'), 'utf8');
  const [, code] = /^## In a worker.*?^```typescript\n(.*?)^```/ms.exec(readme)!;
  const { outputText } = ts.transpileModule(code!, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  await writeFile(file, outputText);
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    cwd: path('.'),
  });

  await useBackend('wasm');
  const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
  await fit(model, ring({ count: 512, seed: 1 }).shuffle({ seed: 1 }).batch(64), { steps: 400, reportEvery: 400 });
  const { counters, checksum } = decodeSafetensors(await encodeCheckpoint(model)).metadata;
  expect(stdout.trim()).toBe(`${counters} ${checksum}`);
  model.dispose();
});
