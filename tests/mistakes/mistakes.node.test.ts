/**
 * The mistakes that everybody makes, with every public function of every package: nothing, an array for a tensor, a data
 * set for batches, an option misspelt, a tensor of integers, a model that is disposed. Each must throw, before any work, an
 * error that names the function and the argument. An export without a row in `rows/` fails.
 *
 * A row gives arguments that are right; what is wrong about them follows from what kind of values they are (`mistakesOf`).
 */
import { useBackend } from '@latentkit/backend';
import { engine, memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicPackages } from '../../scripts/tools/packages.mjs';
import { type Call, callsOf, type MistakeName, settle } from './call.ts';
import { mistakesOf } from './mistakesOf.ts';
import { packages } from './packages.ts';

beforeAll(() => useBackend('cpu'));

/** What a call throws, now or later. Frees the tensors that it made. */
async function errorOf(body: () => unknown): Promise<unknown> {
  engine().startScope();
  try {
    await settle(body());
    return undefined;
  } catch (error) {
    return error;
  } finally {
    engine().endScope();
  }
}

function expectNamed(error: unknown, name: string, argument: string, mistake: string) {
  const what = `${name} with ${argument}: ${mistake}`;
  expect(error, `${what} threw nothing`).toBeInstanceOf(Error);
  const { message } = error as Error;
  expect(message.startsWith(`${name}: `), `${what} threw: ${message}`).toBe(true);
  expect(message, what).toContain(argument);
}

async function tryMistake(call: Call, argument: string, mistake: MistakeName): Promise<void> {
  engine().startScope();
  try {
    const args = call.args!();
    args[argument] = mistakesOf(argument, args[argument])[mistake]!();
    const tensors = memory().numTensors;
    const error = await errorOf(() => call.call(...(Object.values(args) as never[])));
    expectNamed(error, call.name, argument, mistake);
    expect(memory().numTensors, `${call.name} with ${argument}: ${mistake} left tensors`).toBe(tensors);
  } finally {
    engine().endScope();
  }
}

it('knows every package that is published', () => {
  const published = publicPackages().map(({ name }) => name.replace('@latentkit/', ''));
  expect(Object.keys(packages).sort()).toEqual(published.sort());
});

describe.each(Object.entries(packages))('%s', (_, [exported, rows]) => {
  it('has a row for every export', () => {
    expect(Object.keys(rows).sort()).toEqual(Object.keys(exported).sort());
  });

  it.each(
    Object.values(rows)
      .flatMap(callsOf)
      .map((call) => [call.name, call] as const),
  )('%s', async (_, call) => {
    const right = await errorOf(() => call.call(...(Object.values(call.args?.() ?? {}) as never[])));
    expect(right, `${call.name} with right arguments`).toBeUndefined();
    const args = await inScope(() => call.args?.() ?? {});
    for (const [argument, value] of Object.entries(args)) {
      const allowed: readonly MistakeName[] = call.allowed?.[argument] ?? [];
      const isOptional = call.optional?.includes(argument);
      for (const mistake of Object.keys(mistakesOf(argument, value)) as MistakeName[]) {
        if (allowed.includes(mistake) || (mistake === 'nothing' && isOptional)) continue;
        await tryMistake(call, argument, mistake);
      }
    }
    if (call.disposed) expectNamed(await errorOf(call.disposed), call.name, 'disposed', 'a model that is disposed');
  });
});

/** The kinds of the values are all that is looked at, so their tensors may be freed. */
async function inScope<T>(body: () => T): Promise<T> {
  engine().startScope();
  try {
    return body();
  } finally {
    engine().endScope();
  }
}
