import { engine, env } from '@tensorflow/tfjs-core';
import { defineKernels } from '../wasm/defineKernels.ts';
import { wasmFiles } from '../wasmFiles.ts';
import { type Driver, inPage, Unavailable } from './driver.ts';

const fix = "Pass the address of a folder that has the .wasm files, useBackend('wasm', { wasmFolder: '/wasm/' })";

/** WebAssembly, with the kernels that training needs. */
export const wasm: Driver = {
  name: 'wasm',
  async load() {
    await import('@tensorflow/tfjs-backend-wasm');
    defineKernels();
  },
  async prepare({ wasmFolder }) {
    // tfjs's threaded build hangs in minified pages and does not run in Node: docs/decisions/0002.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
    if (!inPage() || 'wasm' in engine().registry) return;
    const file = simd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm';
    const address = wasmFolder === undefined ? shipped(file) : new URL(wasmFolder + file, location.href).href;
    await assertWasm(address);
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
    setWasmPaths(Object.fromEntries(names.map((name) => [name, address])));
  },
  describe: () => ({ simd: env().getBool('WASM_HAS_SIMD_SUPPORT'), threads: 1 }),
  fix: "Use a browser with WebAssembly, or use 'cpu' instead",
};

function shipped(file: string): string {
  try {
    return wasmFiles[file]!().href;
  } catch (cause) {
    throw new Unavailable(`this bundle does not know where ${file} is`, fix, cause);
  }
}

/** Looks before tfjs leaps: it cannot be started again once a download was no WebAssembly. */
async function assertWasm(address: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch (cause) {
    throw new Unavailable(`${address} cannot be fetched`, fix, cause);
  }
  if (!response.ok) throw new Unavailable(`${address} answers with status ${response.status}`, fix);
  // Read to the end, so that tfjs, which fetches it again, finds it in the browser's cache.
  const start = new Uint8Array(await response.arrayBuffer()).subarray(0, 4);
  if (String(start) !== '0,97,115,109') throw new Unavailable(`${address} is no .wasm file`, fix);
}
