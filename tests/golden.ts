/** Writes golden.json: what every backend must begin with and follow, taken on cpu: `pnpm --filter @latentkit/tests golden`. */
import { writeFile } from 'node:fs/promises';
import { useBackend } from '@latentkit/backend';
import { checksum, firstBatches } from './follow.ts';
import { presetModels } from './models.ts';

await useBackend('cpu');
const batches = await firstBatches(20);
const golden: Record<string, unknown> = {};
for (const [name, make] of Object.entries(presetModels)) {
  const model = make();
  const weights = await checksum(model);
  const losses = batches.map((batch) =>
    Object.fromEntries(Object.entries(model.step(batch)).map(([term, scalar]) => [term, scalar?.dataSync()[0]])),
  );
  golden[name] = { weights, losses };
}
await writeFile(new URL('./golden.json', import.meta.url), `${JSON.stringify(golden, null, 2)}\n`);
