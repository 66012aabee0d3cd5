import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { KernelName } from './simd.generated.ts';

export type { KernelName };

import { controlWords, type Ground, type Pool, startPool } from './pool.ts';
import { canShareMemory, shareMemory, whyNotShared } from './shareMemory.ts';

/** What a kernel is in the binary: arguments by address, the units it is to do, scratch of its own. */
type Compiled = (args: number, begin: number, end: number, scratch: number) => void;

/** Our kernels on the heap of one tfjs backend. */
export interface Engine {
  /** How many threads compute. */
  readonly threads: number;
  /** Computes with that many from now on, if the heap can be shared; if not, says why one thread computes. */
  useThreads(threads: number): Promise<string | undefined>;
  /**
   * Runs a kernel over `units` units of work, shared out `grain` at a time.
   *
   * @param words its arguments: addresses, whole numbers, and floats by {@link float}
   */
  run(kernel: KernelName, units: number, grain: number, words: readonly number[]): void;
  /** Lays words down for the next {@link run} to read, and gives their address. */
  table(words: readonly number[]): number;
}

/** Room for the arguments of a kernel, in words of four bytes. */
const argumentWords = 64;

/** Tables (6 KiB), a part of A (260 by 256) and a part of B (256 by 512): see kernels/gemmScratch.ts. */
const scratchBytes = 6144 + (260 + 512) * 256 * 4;

const engines = new WeakMap<BackendWasm, Engine>();
/** For a heap of one thread, and for one that threads share. */
let modules: { readonly own: WebAssembly.Module; readonly shared: WebAssembly.Module | undefined } | undefined;

/** Compiles the kernels, once; before the first {@link engineOf}. */
export async function compileKernels(): Promise<void> {
  if (modules) return;
  const { binary: text } = await (hasRelaxedSimd() ? import('./relaxed.generated.ts') : import('./simd.generated.ts'));
  const binary = decode(text);
  modules = {
    own: await WebAssembly.compile(binary),
    shared: canShareMemory() ? await WebAssembly.compile(shareMemory(binary)) : undefined,
  };
}

/** The kernels of a backend, bound to its heap when they are first asked for. */
export function engineOf(backend: BackendWasm): Engine {
  let engine = engines.get(backend);
  if (!engine) {
    engine = bind(backend);
    engines.set(backend, engine);
  }
  return engine;
}

/** The address of a tensor's first value. */
export function address(backend: BackendWasm, { dataId }: TensorInfo): number {
  return backend.getMemoryOffset(dataId);
}

const floatWord = new Float32Array(1);
const intWord = new Int32Array(floatWord.buffer);

/** A float as a word of a kernel's arguments. */
export function float(value: number): number {
  floatWord[0] = value;
  return intWord[0]!;
}

interface Glue {
  readonly asm: { readonly memory: WebAssembly.Memory };
  /** The heap as words: another one when it has grown. */
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

function bind(backend: BackendWasm): Engine {
  const glue = backend.wasm as unknown as Glue;
  const { memory } = glue.asm;
  // Not by `instanceof`: Jest gives its tests another `ArrayBuffer` than that of their WebAssembly.
  const shared = Object.prototype.toString.call(memory.buffer) === '[object SharedArrayBuffer]';
  const module = shared ? modules!.shared! : modules!.own;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = Object.values(exports) as Compiled[];
  const indices = new Map(Object.keys(exports).map((name, i) => [name as KernelName, i]));
  /** Zeros, from an address that suits a vector. */
  const allocate = (bytes: number) => {
    const at = ((glue._malloc(bytes + 16) >>> 0) + 15) & ~15;
    new Uint8Array(memory.buffer, at >>> 0, bytes).fill(0);
    return at >>> 0;
  };
  const args = allocate(argumentWords * 4);
  const scratch = [allocate(scratchBytes)];
  let table = 0;
  let tableWords = 0;
  let pool: Pool | undefined;
  const write = (at: number, words: readonly number[]) => {
    const heap = glue.HEAP32;
    const first = at >>> 2;
    for (let i = 0; i < words.length; i++) heap[first + i] = words[i]!;
  };
  const dispose = backend.dispose;
  backend.dispose = () => {
    pool?.end();
    dispose.call(backend);
  };
  return {
    get threads() {
      return pool?.threads ?? 1;
    },
    async useThreads(threads) {
      if (!shared) return threads > 1 ? `one thread computes, since ${whyNotShared()}` : undefined;
      if (threads === (pool?.threads ?? 1)) return;
      pool?.end();
      pool = undefined;
      while (scratch.length < threads) scratch.push(allocate(scratchBytes));
      if (threads > 1) {
        const ground = {
          module,
          memory,
          // Never freed: the workers of the pool before may look at theirs until they have ended.
          control: allocate(controlWords * 4),
          compute: (kernel: number, at: number, begin: number, end: number) =>
            kernels[kernel]!(at, begin, end, scratch[0]!),
          scratch: (thread: number) => scratch[thread]!,
        } satisfies Ground;
        // A page's policy may forbid such workers: one thread then, as where memory cannot be shared.
        try {
          pool = await startPool(ground, threads);
        } catch (error) {
          return `one thread computes, since no worker could be started (${(error as Error).message})`;
        }
      }
    },
    run(kernel, units, grain, words) {
      write(args, words);
      const index = indices.get(kernel)!;
      if (pool && units > grain) pool.run(index, args, units, grain);
      else kernels[index]!(args, 0, units, scratch[0]!);
    },
    table(words) {
      if (words.length > tableWords) {
        if (table) glue._free(table);
        tableWords = 2 * words.length;
        table = glue._malloc(tableWords * 4) >>> 0;
      }
      write(table, words);
      return table;
    },
  };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Asks with the smallest module that has a relaxed multiply-add in it. */
function hasRelaxedSimd(): boolean {
  const type = [1, 5, 1, 96, 0, 1, 123];
  const body = [253, 12, ...new Array<number>(16).fill(0)];
  const code = [0, ...body, ...body, ...body, 253, 133, 2, 11];
  return WebAssembly.validate(
    Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, ...type, 3, 2, 1, 0, 10, code.length + 2, 1, code.length, ...code]),
  );
}

export function sizeOf({ shape }: TensorInfo): number {
  return util.sizeFromShape(shape);
}
