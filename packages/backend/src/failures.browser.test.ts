import { expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BackendUnavailableError, useBackend } from './index.ts';

const simd = 'tfjs-backend-wasm-simd.wasm';

beforeEach(async () => {
  await useBackend('cpu');
  if ('wasm' in tf.engine().registry) tf.removeBackend('wasm');
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function failure(promise: Promise<unknown>): Promise<BackendUnavailableError> {
  const x = tf.tensor1d([1, 2, 3]);
  const error = await promise.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(BackendUnavailableError);
  expect(tf.getBackend()).toBe('cpu');
  await expectAllClose(tf.square(x), [1, 4, 9]);
  return error as BackendUnavailableError;
}

it('says where it looked for the .wasm file, and starts once the file is there', async () => {
  const folder = `${location.origin}/nowhere/`;
  vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('no', { status: 404 }));
  const missing = await failure(useBackend('wasm', { wasmFolder: folder }));
  expect(missing.reason).toBe(`${folder}${simd} answers with status 404`);
  expect(missing.fix).toContain('wasmFolder');
  expect((await useBackend('wasm')).name).toBe('wasm');
});

it('tells a web page from a .wasm file', async () => {
  for (const text of ['<!doctype html>', '']) {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(text));
    expect((await failure(useBackend('wasm', { wasmFolder: '/here/' }))).reason).toContain('is no .wasm file');
  }
});

it('says so when the file cannot be fetched', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const error = await failure(useBackend('wasm', { wasmFolder: '/here/' }));
  expect(error.reason).toContain('cannot be fetched');
  expect(error.cause).toBeInstanceOf(TypeError);
});

it('uses the copy within the code where a bundler left the file behind, and says so', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('no', { status: 404 }));
  const active = await useBackend('wasm', { threads: 1 });
  expect(active).toEqual({ name: 'wasm', simd: true, threads: 1, note: expect.any(String) });
  expect(active.note).toMatch(/wasm-simd\.wasm answers with status 404, so the copy within the code is used$/);
  await expectAllClose(tf.square(tf.tensor1d([1, 2, 3])), [1, 4, 9]);
});

it('computes on one thread where a policy forbids workers of ours, and says so', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        throw new DOMException('Access to the script is denied', 'SecurityError');
      }
    },
  );
  const { threads, note } = await useBackend('wasm', { threads: 2 });
  vi.unstubAllGlobals();
  expect(threads).toBe(1);
  expect(note).toBe('one thread computes, since no worker could be started (Access to the script is denied)');
  await expectAllClose(tf.square(tf.tensor1d([1, 2, 3])), [1, 4, 9]);
});

it('starts where nothing can be made an address of, as in a service worker', async () => {
  vi.stubGlobal('Worker', undefined);
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => expect.fail('there is none'));
  expect(await useBackend('wasm', { threads: 2 })).toMatchObject({ name: 'wasm', threads: 1 });
  vi.unstubAllGlobals();
});

it('names the directive where a policy forbids WebAssembly', async () => {
  const compile = () => Promise.reject(new WebAssembly.CompileError('Wasm code generation disallowed by embedder'));
  vi.spyOn(WebAssembly, 'compile').mockImplementation(compile);
  const { reason, fix } = await failure(useBackend('wasm'));
  expect(reason).toBe('WebAssembly may not be compiled here (Wasm code generation disallowed by embedder)');
  expect(fix).toContain("script-src 'wasm-unsafe-eval'");
});

it('goes on to the next of a list, whatever the first one throws', async () => {
  vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(new RangeError('could not allocate memory'));
  expect(await useBackend(['wasm', 'cpu'])).toEqual({ name: 'cpu' });
  const { reason } = await failure(useBackend('wasm'));
  expect(reason).toBe('it failed to start (could not allocate memory)');
});

it('shares no memory where there is no room for the most that it may become', async () => {
  const { instantiate } = WebAssembly;
  vi.spyOn(WebAssembly, 'instantiate')
    .mockRejectedValueOnce(new RangeError('could not allocate memory'))
    .mockImplementation(instantiate as never);
  const { threads, note } = await useBackend('wasm', { threads: 2 });
  expect([threads, note]).toEqual([1, 'one thread computes, since memory cannot be shared between threads here']);
});

it('says so when the browser has no WebGPU, or no adapter', async () => {
  const { gpu } = navigator as unknown as { gpu: { requestAdapter(): Promise<object | null> } };
  vi.spyOn(gpu, 'requestAdapter').mockResolvedValueOnce(null);
  const error = await failure(useBackend('webgpu'));
  expect(error.reason).toContain('no adapter');
  expect(error.fix).toContain('--enable-unsafe-webgpu');
  vi.spyOn(navigator as unknown as { gpu: unknown }, 'gpu', 'get').mockReturnValue(undefined);
  expect((await failure(useBackend('webgpu'))).reason).toContain('no WebGPU');
});

it('says so when the browser has no WebGL2', async () => {
  await import('@tensorflow/tfjs-backend-webgl');
  const version = tf.env().getNumber('WEBGL_VERSION');
  tf.env().set('WEBGL_VERSION', 1);
  expect((await failure(useBackend('webgl'))).reason).toBe('there is no WebGL2 here');
  tf.env().set('WEBGL_VERSION', version);
  expect((await useBackend('webgl')).name).toBe('webgl');
});

it("does not read synchronously from 'webgpu': that gives zeros", async () => {
  await useBackend('webgpu');
  const x = tf.square(tf.range(0, 2000));
  expect(() => x.dataSync()).toThrow(/await tensor\.data\(\)/);
  expect((await x.data())[1999]).toBe(1999 ** 2);
  expect(x.dataSync()[1999]).toBe(1999 ** 2);
});
