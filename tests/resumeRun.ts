/**
 * One run in a process of its own: `resumeRun.ts <model> <backend> <steps> <checkpoint to write> [checkpoint to begin with]`.
 */
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { fit, loadCheckpoint, saveCheckpoint } from '@latentkit/train';
import { fileStorage } from '@latentkit/train/node';
import { normalizedModels } from './models.ts';

const [name, backend, steps, to, from] = process.argv.slice(2) as [string, BackendName, string, string, string?];
await useBackend(backend);
const { train: images } = await digits();
const model = normalizedModels[name]!();
if (from) await loadCheckpoint(model, fileStorage(from));
await fit(model, images.take(700).shuffle({ seed: 3 }).batch(16), { steps: Number(steps) });
await saveCheckpoint(model, fileStorage(to));
