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

  it('two-sevens: equal squared errors, which only a critic scores as a person would', async () => {
    const output = await run('two-sevens');
    const row = (name: string) => numbersOf(new RegExp(`^${name} .*$`, 'm').exec(output)![0]);
    const [moved, specked] = [row('moved'), row('specked')];
    expect(specked[0]).toBe(moved[0]);
    for (const i of [1, 2, 3]) expect(specked[i]!).toBeLessThan(0.9 * moved[i]!);
    expect(moved[4]).toBeGreaterThan(0.7);
    expect(specked[4]).toBeLessThan(0.3);
  });

  it('mixture-digits: EM never loses likelihood, and explains unseen digits', async () => {
    const output = await run('mixture-digits');
    const values = [...output.matchAll(/iteration \d+: log-likelihood ([\d.]+)/g)].map(([, nats]) => Number(nats));
    expect(values).toHaveLength(7);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
    // It is 924 nats here; the rest is for sums in another order.
    expect(Number(/test log-likelihood ([\d.]+)/.exec(output)?.[1])).toBeGreaterThan(900);
  });
});

describe('the lessons', () => {
  /** The numbers of each line of a table, in order. */
  async function lesson(name: string): Promise<number[][]> {
    const { stdout } = await execute(tsx, [`${name}.ts`], { cwd: here });
    // A divergence's own order, as in alpha(0.5), is none of them.
    const rows = stdout.split('\n').map((line) => numbersOf(line.replace(/\([^)]*\)/g, '')));
    return rows.filter((row) => row.length > 2);
  }

  it('gan-objective: at the optimal critic it is −log 4 + 2 JS', async () => {
    const rows = await lesson('gan-objective');
    expect(rows).toHaveLength(5);
    // Both are printed to four digits; what a critic has learned may exceed the bound by chance, by less than 1e-3.
    for (const [half, learned, best, formula] of rows as [number, number, number, number][]) {
      expect(half).toBe(-1.3863);
      expect(best).toBeCloseTo(formula, 3);
      expect(best).toBeGreaterThan(learned - 1e-3);
    }
  });

  it('f-gan-bounds: each touches its divergence at T*, and stays below it elsewhere', async () => {
    const rows = await lesson('f-gan-bounds');
    expect(rows).toHaveLength(13);
    for (const [exact, best, near, half, none, random] of rows as [number, number, number, number, number, number][]) {
      expect(best).toBeCloseTo(exact, 4);
      for (const [more, less] of [
        [exact, near],
        [near, half],
        [half, none],
        [exact, random],
      ] as const)
        expect(more).toBeGreaterThan(less);
    }
  });

  it('js-saturates: JS stops at log 2 with slope 0, W1 goes on with slope 1', async () => {
    const rows = await lesson('js-saturates');
    const ceiling = Number(Math.LN2.toFixed(4));
    expect(rows).toHaveLength(8);
    for (const [theta, js, slope, w1, slopeOfW1] of rows as [number, number, number, number, number][]) {
      expect([w1, slopeOfW1]).toEqual([theta, 1]);
      if (theta >= 1) expect([js, slope]).toEqual([ceiling, 0]);
      else expect([js < ceiling, slope > 0.5]).toEqual([true, true]);
    }
  });

  it('mle-is-kl: −log-likelihood less the entropy is the divergence, at every iteration', async () => {
    const { stdout } = await execute(tsx, ['mle-is-kl.ts'], { cwd: here });
    const table = /^ +(\d+) \| +([\d.]+) \| +(-?[\d.]+) \| +(-?[\d.]+) \| +(-?[\d.]+)$/gm;
    const rows = [...stdout.matchAll(table)].map((row) => row.slice(1).map(Number));
    expect(rows).toHaveLength(25);
    for (const [i, [, nats, excess, divergence, standardErrors]] of rows.entries()) {
      // The seed is fixed, so three standard errors are a bound and no chance; at the end one is 0.0075 nats.
      expect(Math.abs(standardErrors!)).toBeLessThan(3);
      expect(Math.abs(excess! - divergence!)).toBeLessThan(0.03);
      if (i > 0) expect(nats).toBeLessThanOrEqual(rows[i - 1]![1]!);
    }
    expect(rows[0]![3]).toBeGreaterThan(1);
    expect(rows.at(-1)![3]).toBeLessThan(0.005);
  });
});

const numbersOf = (line: string) => (line.match(/-?\d+\.\d+/g) ?? []).map(Number);
