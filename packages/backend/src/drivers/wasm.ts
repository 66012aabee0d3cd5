import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, env } from '@tensorflow/tfjs-core';
import { cores, inPage, nodeModule } from '../environment.ts';
import { borrowFromCpu } from '../wasm/borrowFromCpu.ts';
import { defineKernels } from '../wasm/defineKernels.ts';
import { compileKernels, engineOf } from '../wasm/engine/engine.ts';
import { refuseToOverflow } from '../wasm/engine/refuseToOverflow.ts';
import { canShareMemory, shareMemory } from '../wasm/engine/shareMemory.ts';
import { wasmFiles } from '../wasmFiles.ts';
import { type Driver, Unavailable } from './driver.ts';

const fix = "Pass the address of a folder that has the .wasm files, useBackend('wasm', { wasmFolder: '/wasm/' })";

/** WebAssembly, with the kernels that training needs. */
export const wasm: Driver = {
  name: 'wasm',
  async load() {
    await import('@tensorflow/tfjs-backend-wasm');
    if (await hasSimd()) {
      await compileKernels();
      defineKernels();
    } else {
      await borrowFromCpu();
    }
  },
  async prepare({ wasmFolder }) {
    // tfjs's threaded build hangs in minified pages and does not run in Node: docs/decisions/0002. The threads are ours.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if ('wasm' in engine().registry) return;
    const simd = await hasSimd();
    const share = simd && canShareMemory();
    if (!inPage() && !share) return;
    const file = simd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm';
    let address = '';
    let binary: Uint8Array;
    if (inPage()) {
      address = wasmFolder === undefined ? shipped(file) : new URL(wasmFolder + file, location.href).href;
      binary = await download(address);
    } else {
      binary = installed(file);
    }
    if (share) address = URL.createObjectURL(new Blob([shareMemory(binary)], { type: 'application/wasm' }));
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
    // By `fetch`, which in Node, too, knows the address of a blob.
    setWasmPaths(Object.fromEntries(names.map((name) => [name, address])), !inPage());
  },
  adjust(backend) {
    refuseToOverflow(backend as BackendWasm);
  },
  async tune(backend, { threads = cores() }) {
    if (await hasSimd()) await engineOf(backend as BackendWasm).useThreads(threads);
  },
  describe(backend) {
    const simd = env().getBool('WASM_HAS_SIMD_SUPPORT');
    return { simd, threads: simd ? engineOf(backend as BackendWasm).threads : 1 };
  },
  fix: "Use a browser with WebAssembly, or use 'cpu' instead",
};

const hasSimd = async () => (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) as boolean;

function shipped(file: string): string {
  try {
    return wasmFiles[file]!().href;
  } catch (cause) {
    throw new Unavailable(`this bundle does not know where ${file} is`, fix, cause);
  }
}

/** In Node: the file in tfjs's package. */
function installed(file: string): Uint8Array {
  const { createRequire } = nodeModule<typeof import('node:module')>('node:module');
  const { readFileSync } = nodeModule<typeof import('node:fs')>('node:fs');
  const here = typeof __filename === 'string' ? __filename : import.meta.url;
  return readFileSync(createRequire(here).resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`));
}

/** Looks before tfjs leaps: it cannot be started again once a download was no WebAssembly. */
async function download(address: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch (cause) {
    throw new Unavailable(`${address} cannot be fetched`, fix, cause);
  }
  if (!response.ok) throw new Unavailable(`${address} answers with status ${response.status}`, fix);
  // Read to the end, so that tfjs, which fetches it again, finds it in the browser's cache.
  const binary = new Uint8Array(await response.arrayBuffer());
  if (String(binary.subarray(0, 4)) !== '0,97,115,109') throw new Unavailable(`${address} is no .wasm file`, fix);
  return binary;
}
