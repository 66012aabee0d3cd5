import { useBackend } from '@latentkit/backend';
import { dispose, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { backendLabel } from '../choices/backends.ts';
import type { Settings } from '../settings.ts';
import { type Built, builders } from './models.ts';
import type { Opened } from './protocol.ts';
import { examples, extentOf, shown, Viewer } from './show.ts';
import { loadSource, type Source } from './sources.ts';

/** Everything a run is made of, ready for its first step. */
export interface Setup {
  readonly built: Built;
  readonly batches: ReturnType<Source['train']['batch']>;
  readonly viewer: Viewer;
  readonly opened: Opened;
}

/** Chooses the backend, loads the data, builds the model and looks at it untrained. */
export async function setUp(
  settings: Settings,
  files: readonly File[],
  status: (text: string) => void,
  warn: (error: Error) => void,
): Promise<Setup> {
  status(`Starting ${backendLabel(settings.backend)}.`);
  const { threads = 1 } = await useBackend(settings.backend);
  status('Loading the data.');
  const source = await loadSource(settings, files, warn);
  const { shape } = source.train;
  const batches = source.train.shuffle({ seed: settings.seed }).batch(settings.batchSize);
  const originals = examples(source.show, shape, Math.min(source.showCount, source.show.length));
  const build = () =>
    builders[settings.model]({ settings, shape, examples: source.train.length, reference: originals });

  if (settings.backend === 'webgl' || settings.backend === 'webgpu') {
    status('Preparing the graphics card.');
    await warmUp(build(), batches.epoch(0));
  }
  status('Building the model.');
  const built = build();
  const originalsShown = await shown(originals.clone());
  const extent = originalsShown.kind === 'points' ? extentOf(originalsShown.values) : undefined;
  const viewer = new Viewer(built, originals, source.sampleCount, extent);
  const opened: Opened = {
    threads,
    parameters: parametersOf(built),
    examples: source.train.length,
    stepsPerEpoch: batches.length,
    terms: built.terms,
    originals: originalsShown,
    ...(extent && { extent }),
    metrics: await read(built.evaluate(originals)),
    view: await viewer.look(),
  };
  return { built, batches, viewer, opened };
}

/** One step of a model that is then thrown away: it compiles the programs, so that Start starts at once. */
async function warmUp({ trainable }: Built, batches: AsyncIterable<Tensor>): Promise<void> {
  for await (const batch of batches) {
    await read(trainable.step(batch));
    batch.dispose();
    break;
  }
  trainable.dispose();
}

/** How many numbers are trained: of each, Adam keeps one mean. */
function parametersOf({ trainable }: Built): number {
  const means = Object.entries(trainable.state().tensors).filter(([name]) => name.endsWith('/m'));
  return means.reduce((sum, [, { size }]) => sum + size, 0);
}

async function read(scalars: Readonly<Record<string, Scalar>>): Promise<Record<string, number>> {
  const values = await Promise.all(Object.values(scalars).map(async (scalar) => (await scalar.data())[0]!));
  dispose(scalars);
  return Object.fromEntries(Object.keys(scalars).map((name, i) => [name, values[i]!]));
}
