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
  vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('<!doctype html>'));
  expect((await failure(useBackend('wasm'))).reason).toContain('is no .wasm file');
  vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(''));
  expect((await failure(useBackend('wasm'))).reason).toContain('is no .wasm file');
});

it('says so when the file cannot be fetched', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const error = await failure(useBackend('wasm'));
  expect(error.reason).toContain('cannot be fetched');
  expect(error.cause).toBeInstanceOf(TypeError);
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
  expect((await failure(useBackend('webgl'))).reason).toBe('this browser has no WebGL2');
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
