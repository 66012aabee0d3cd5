import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const script = 'resumeRun.ts';
const tsx = fileURLToPath(new URL('../node_modules/.bin/tsx', import.meta.url));

describe('a run taken up in a new process', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latentkit-resume-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  for (const backend of ['cpu', 'wasm']) {
    for (const model of ['ae', 'vae', 'gan']) {
      it(`is the ${model} run that was never broken off, bit for bit, on ${backend}`, async () => {
        const file = (name: string) => join(folder, `${backend}-${model}-${name}.safetensors`);
        const train = (steps: number, to: string, ...from: string[]) =>
          run(tsx, [script, model, backend, String(steps), to, ...from], { cwd: here });
        await train(60, file('half'));
        await Promise.all([train(120, file('resumed'), file('half')), train(120, file('whole'))]);
        expect((await readFile(file('resumed'))).equals(await readFile(file('whole')))).toBe(true);
        expect((await readFile(file('half'))).equals(await readFile(file('whole')))).toBe(false);
      });
    }
  }
});
