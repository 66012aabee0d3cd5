import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Values } from '../cases/case.ts';
import { writeTensors } from '../run/tensorFile.ts';

/** What the twin is to train. */
export interface TwinTask {
  /** In `pytorch/variants.py`. */
  readonly name: string;
  /** The term that is compared. */
  readonly term: string;
  readonly epochs: readonly number[];
  readonly seed: number;
  readonly tensors: Readonly<Record<string, Values>>;
  /** How many latents of each test image estimate ln p(x), a multiple of 100. Default: it is not estimated. */
  readonly samples?: number;
}

/** What came of it. */
export interface TwinRun {
  /** The term after each of the epochs. */
  readonly curve: number[];
  /** The mean of ln p(x) over the test images, in nats, where samples were asked for. */
  readonly logLikelihood?: number;
}

/** Trains the twin in PyTorch, from the same weights, in the same order. */
export async function trainTwin(python: string, { tensors, ...task }: TwinTask): Promise<TwinRun> {
  const folder = await mkdtemp(join(tmpdir(), 'latentkit-'));
  try {
    const file = join(folder, 'tensors.safetensors');
    writeTensors(file, tensors);
    const program = fileURLToPath(new URL('./pytorch/twin.py', import.meta.url));
    const { stdout } = await promisify(execFile)(python, [program, file, JSON.stringify(task)]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
