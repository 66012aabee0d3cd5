/** Every public function before any backend is in use: one that makes tensors must say so, and what to call. */
import { dataset } from '@latentkit/datasets';
import { mlp, vae } from '@latentkit/vae';
import '@tensorflow/tfjs-backend-cpu';
import { engine, removeBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { callsOf, settle } from './call.ts';
import { packages } from './packages.ts';

// The rows' data sets and models may bring a backend along; here there is to be none.
removeBackend('cpu');

describe.each(Object.entries(packages))('%s', (_, [, rows]) => {
  it.each(
    Object.values(rows)
      .flatMap(callsOf)
      .filter(({ startsBackend }) => !startsBackend)
      .map((call) => [call.name, call] as const),
  )('%s', async (_, { name, call, args }) => {
    expect(engine().backendName).toBeFalsy();
    let given: unknown[];
    try {
      given = Object.values(args?.() ?? {});
    } catch {
      return; // These arguments cannot be had without a backend either.
    }
    try {
      await settle(call(...(given as never[])));
    } catch (error) {
      expect((error as Error).message, name).toContain("call `await useBackend('wasm')`");
      expect((error as Error).message, name).toMatch(/^\w/);
    }
  });
});

it('a model and a batch, which everybody makes first, cannot be had', async () => {
  expect(() => vae(mlp(), { shape: [2], latentSize: 1, seed: 1 })).toThrow(
    /^vae: no backend is in use: call `await useBackend/,
  );
  const first = async () => {
    for await (const batch of dataset([[1]]).batch(1)) batch.dispose();
  };
  await expect(first()).rejects.toThrow(/no backend is in use: call `await useBackend/);
});
