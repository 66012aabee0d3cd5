import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const tsx = fileURLToPath(new URL('../node_modules/.bin/tsx', import.meta.url));

describe('the examples, as one runs them', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latentkit-examples-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(name: string, ...options: string[]) {
    const picture = join(folder, `${name}.png`);
    const { stdout } = await execute(tsx, [`${name}.ts`, '--out', picture, ...options], { cwd: here });
    const signature = (await readFile(picture)).subarray(1, 4).toString();
    expect(signature).toBe('PNG');
    return stdout;
  }

  it('vae-digits is as far as PyTorch after one epoch and after two', async () => {
    const output = await run('vae-digits', '--epochs', '2');
    const bounds = [...output.matchAll(/test -ELBO ([\d.]+)/g)].map(([, nats]) => Number(nats));
    expect(bounds).toHaveLength(2);
    // Three seeds of the same model in PyTorch: 197.6 to 202.0 nats, then 164.7 to 166.8; 2 nats to either side.
    expect(bounds[0]).toBeGreaterThan(195.6);
    expect(bounds[0]).toBeLessThan(204.0);
    expect(bounds[1]).toBeGreaterThan(162.7);
    expect(bounds[1]).toBeLessThan(168.8);
  });

  it('ae-digits learns', async () => {
    const output = await run('ae-digits', '--epochs', '2');
    const losses = [...output.matchAll(/reconstruction ([\d.]+) nats/g)].map(([, nats]) => Number(nats));
    expect(losses).toHaveLength(2);
    expect(losses[1]).toBeLessThan(losses[0]!);
    // An untrained decoder gives every pixel ½: 784 ln 2 = 543 nats.
    expect(losses[1]).toBeLessThan(543 / 2);
  });

  it('keras-digits, plain TensorFlow.js with a convolution, learns on WASM', async () => {
    const { stdout } = await execute(tsx, ['keras-digits.ts', '--epochs', '1'], { cwd: here });
    // One digit in ten is right by chance.
    expect(Number(/test accuracy ([\d.]+)/.exec(stdout)?.[1])).toBeGreaterThan(0.7);
  });

  it('gan-digits plays', async () => {
    const output = await run('gan-digits', '--epochs', '1');
    expect(output).toMatch(/epoch 1: critic [\d.]+, generator [\d.]+/);
  });
});
