import { backends, expectAllClose, expectNoLeak } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BackendName, BackendUnavailableError, useBackend } from './index.ts';

const page = typeof window !== 'undefined';

beforeAll(async () => {
  await useBackend('wasm');
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(backends)('useBackend(%j)', (name) => {
  it('starts it and says so', async () => {
    const active = await useBackend(name, { threads: 1 });
    expect(active).toEqual(name === 'wasm' ? { name, simd: true, threads: 1 } : { name });
    expect(tf.getBackend()).toBe(name);
  });

  it('takes tensors over from wasm and back', async () => {
    await useBackend('wasm');
    const x = tf.tensor1d([1, 2, 3]);
    const kept = tf.variable(tf.square(x));
    await useBackend(name);
    const there = tf.add(tf.square(kept), tf.range(0, 3));
    const many = tf.mul(tf.range(0, 5000), 2);
    await useBackend('wasm');
    await expectAllClose(tf.add(there, x), [2, 19, 86]);
    await expectAllClose(tf.sum(many), [4999 * 5000], { relative: 1e-4 });
    await expectAllClose(kept, [1, 4, 9]);
    tf.dispose([x, kept, there, many]);
  });

  it('leaks nothing when called again', async () => {
    await expectNoLeak(() => useBackend(name), 3);
  });

  it('writes nothing to the console', async () => {
    const quiet = ['log', 'warn', 'error', 'info'] as const;
    const spies = quiet.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
    tf.removeBackend(name);
    await useBackend(name);
    await tf.square(tf.tensor1d([1, 2])).data();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  it('starts it anew after it was removed', async () => {
    await useBackend(name);
    tf.removeBackend(name);
    await useBackend(name);
    expect(tf.getBackend()).toBe(name);
    await expectAllClose(tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2])), [2, 4]);
  });
});

it('puts its gradients back where a copy of tfjs that was loaded late has written its own', async () => {
  const gradFunc = () => expect.fail('this is not ours');
  tf.registerGradient({ kernelName: tf.MirrorPad, gradFunc });
  await useBackend('wasm');
  const reflected = tf.grad((x) => tf.sum(tf.mirrorPad(x as tf.Tensor1D, [[1, 0]], 'reflect')))(tf.tensor1d([1, 2, 3]));
  await expectAllClose(reflected, [1, 2, 1]);
});

it('serves calls one after the other', async () => {
  const [first, second] = backends as [BackendName, BackendName];
  const results = await Promise.all([useBackend(first), useBackend(second), useBackend(first), useBackend(second)]);
  expect(results.map(({ name }) => name)).toEqual([first, second, first, second]);
  expect(tf.getBackend()).toBe(second);
});

it('refuses names that it does not know', async () => {
  await expect(useBackend('tpu' as BackendName)).rejects.toThrow(
    new RangeError("useBackend: names is 'tpu' but one of 'wasm', 'webgl', 'webgpu', 'cpu' was expected."),
  );
  await expect(useBackend(['wasm', 'tpu' as BackendName])).rejects.toThrow(/names\[1\] is 'tpu'/);
  await expect(useBackend([])).rejects.toThrow(RangeError);
  await expect(useBackend(undefined as unknown as BackendName)).rejects.toThrow(RangeError);
});

it.each([
  ['node', /'node' but one of 'wasm', .* was expected: in Node 'wasm' is the one to use/],
  ['tensorflow', /in Node 'wasm' is the one/],
  ['CUDA', /a graphics processor is used in a page, by 'webgpu' or 'webgl'/],
  ['gpu', /'webgpu' or 'webgl'/],
  ['WASM', /write 'wasm'/],
  ['@tensorflow/tfjs-backend-webgl', /write 'webgl'/],
  ['webgl2', /it is called 'webgl'/],
  ['constructor', /was expected\.$/],
])('says what to use instead of %j', async (name, message) => {
  const error = await useBackend(['wasm', name as BackendName]).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(RangeError);
  expect((error as Error).message).toMatch(/^useBackend: names\[1\] is /);
  expect((error as Error).message).toMatch(message);
});

it.skipIf(page)('says what is in the way, and keeps the backend and its tensors', async () => {
  await useBackend('wasm');
  const x = tf.tensor1d([1, 2, 3]);
  const error = await useBackend('webgl').catch((error: unknown) => error);
  expect(error).toBeInstanceOf(BackendUnavailableError);
  expect(error).toMatchObject({
    name: 'BackendUnavailableError',
    backend: 'webgl',
    reason: 'there is no WebGL in Node',
    fix: "Use 'wasm' instead",
  });
  expect(String(error)).toContain('webgl');
  expect(tf.getBackend()).toBe('wasm');
  await expectAllClose(tf.square(x), [1, 4, 9]);
});

it.skipIf(page)('tries a list in order and gives every reason', async () => {
  expect((await useBackend(['webgpu', 'webgl', 'wasm', 'cpu'])).name).toBe('wasm');
  const error = await useBackend(['webgpu', 'webgl']).catch((error: unknown) => error);
  expect((error as BackendUnavailableError).failures.map(({ backend }) => backend)).toEqual(['webgpu', 'webgl']);
  expect((error as BackendUnavailableError).backend).toBe('webgpu');
});
