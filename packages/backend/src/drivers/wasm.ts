import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, env } from '@tensorflow/tfjs-core';
import { cores } from '../environment.ts';
import { address, type Candidates, createFrom } from '../wasm/binary/createFrom.ts';
import { findBinary } from '../wasm/binary/findBinary.ts';
import { borrowFromCpu } from '../wasm/borrowFromCpu.ts';
import { defineKernels } from '../wasm/defineKernels.ts';
import { compileKernels, engineOf } from '../wasm/engine/engine.ts';
import { refuseToOverflow } from '../wasm/engine/refuseToOverflow.ts';
import { canShareMemory, shareMemory } from '../wasm/engine/shareMemory.ts';
import { type Driver, Unavailable } from './driver.ts';
import { notLoaded } from './notLoaded.ts';

let candidates: Candidates = [];
/** What there is to say: of the binary, and of the threads. */
let ofBinary: string | undefined;
let ofThreads: string | undefined;

/** WebAssembly, with the kernels that training needs. */
export const wasm: Driver = {
  name: 'wasm',
  async load() {
    try {
      return await import('@tensorflow/tfjs-backend-wasm');
    } catch (cause) {
      throw notLoaded('@tensorflow/tfjs-backend-wasm', cause);
    }
  },
  async prepare({ wasmFolder }) {
    await assertMayCompile();
    // tfjs's threaded build hangs in minified pages and does not run in Node: docs/decisions/0002. The threads are ours.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const simd = await hasSimd();
    if (simd) {
      await compileKernels();
      defineKernels();
    } else {
      await borrowFromCpu();
    }
    if ('wasm' in engine().registry) return;
    const { binary, note } = await findBinary(
      simd ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm',
      wasmFolder,
    );
    ofBinary = note;
    const own = () => WebAssembly.compile(binary);
    // Some phones reserve no 4 GiB, which a heap that threads share must: one thread then.
    candidates = simd && canShareMemory() ? [() => WebAssembly.compile(shareMemory(binary)), own] : [own];
    const { setWasmPaths } = (await wasm.load()) as typeof import('@tensorflow/tfjs-backend-wasm');
    const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
    setWasmPaths(Object.fromEntries(names.map((name) => [name, address])), true);
  },
  create: (factory) => createFrom(candidates, factory),
  adjust(backend) {
    refuseToOverflow(backend as BackendWasm);
  },
  async tune(backend, { threads = cores() }) {
    ofThreads = 'one thread computes, since this WebAssembly has no SIMD instructions';
    if (await hasSimd()) ofThreads = await engineOf(backend as BackendWasm).useThreads(threads);
  },
  describe(backend) {
    const simd = env().getBool('WASM_HAS_SIMD_SUPPORT');
    const note = [ofBinary, ofThreads].filter((text) => text !== undefined).join('; ');
    return { simd, threads: simd ? engineOf(backend as BackendWasm).threads : 1, ...(note && { note }) };
  },
  fix: "See the cause of this error, or use 'cpu' instead",
};

const hasSimd = async () => (await env().getAsync('WASM_HAS_SIMD_SUPPORT')) as boolean;

/** Asks with the smallest module there is. */
async function assertMayCompile(): Promise<void> {
  if (typeof WebAssembly === 'undefined') throw new Unavailable('there is no WebAssembly here', "Use 'cpu' instead");
  try {
    await WebAssembly.compile(Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch (cause) {
    throw new Unavailable(
      `WebAssembly may not be compiled here (${(cause as Error).message})`,
      "Allow script-src 'wasm-unsafe-eval' in the page's content security policy, or use 'cpu' instead",
      cause,
    );
  }
}
