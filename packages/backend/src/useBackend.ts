import { assertInteger, assertOneOf, checkOptions, show } from '@latentkit/check';
import { type BackendFailure, BackendUnavailableError } from './BackendUnavailableError.ts';
import { backendAdvice } from './backendAdvice.ts';
import { type BackendName, backendNames } from './backendName.ts';
import { Unavailable } from './drivers/driver.ts';
import { start } from './start.ts';

/** How {@link useBackend} starts a backend. */
export interface BackendOptions {
  /**
   * The address of a folder with tfjs's `.wasm` files, ending in `/`; in Node a path will do. It is rarely needed: Node,
   * Vite, webpack and Parcel find the files by themselves, and where a bundler left them behind, the copy within the code
   * is used.
   */
  readonly wasmFolder?: string;
  /**
   * How many threads compute on 'wasm'. Default: as many as there are cores. Threads share memory, which Node has and
   * pages that are cross-origin isolated; elsewhere it is one. The results do not depend on it.
   */
  readonly threads?: number;
}

/** The backend in use. */
export interface ActiveBackend {
  /** Its name. */
  readonly name: BackendName;
  /** On 'wasm': whether the build with SIMD instructions runs, some four times faster. */
  readonly simd?: boolean;
  /** On 'wasm': how many threads compute. */
  readonly threads?: number;
  /** On 'wasm': why fewer threads compute than could, or which file was not found where it should be. */
  readonly note?: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Chooses where tensors live and compute, and makes it fit for training. May be called again at any time to swap:
 * tensors move over when they are next used. Calls are served one after the other; the last one stays.
 *
 * @param names one of `'wasm'`, `'webgl'`, `'webgpu'`, `'cpu'`, or several in order of preference: the first that
 *   starts is used
 * @param options where the `.wasm` files are, if they cannot be found without
 * @returns what is now in use
 * @throws TypeError, RangeError for a name that is none of these, an empty list, or threads that are no number of them
 * @throws {@link BackendUnavailableError} where none of them can start, with the reason and the fix for each. The
 *   backend that was in use still is, and its tensors are as they were.
 * @example
 * const { name } = await useBackend(['webgpu', 'wasm', 'cpu']);
 * name.length > 0;  // true
 */
export async function useBackend(
  names: BackendName | readonly BackendName[],
  options: BackendOptions = {},
): Promise<ActiveBackend> {
  const wanted = asList(names);
  const { threads, wasmFolder } = checkOptions('useBackend', options, ['wasmFolder', 'threads']);
  if (threads !== undefined) assertInteger('useBackend', 'threads', threads);
  if (wasmFolder !== undefined && typeof wasmFolder !== 'string') {
    throw new TypeError(`useBackend: wasmFolder is ${show(wasmFolder)} but the address of a folder was expected.`);
  }
  const result = last.then(() => startFirst(wanted, options));
  last = result.catch(() => undefined);
  return result;
}

function asList(names: unknown): readonly BackendName[] {
  if (!Array.isArray(names)) {
    assertName('names', names);
    return [names];
  }
  if (names.length === 0) {
    throw new RangeError(
      `useBackend: names is [] but one or more of ${backendNames.map(show).join(', ')} was expected.`,
    );
  }
  for (const [i, name] of names.entries()) assertName(`names[${i}]`, name);
  return [...names];
}

function assertName(argument: string, name: unknown): asserts name is BackendName {
  const advice = backendAdvice(name);
  if (advice) {
    throw new RangeError(
      `useBackend: ${argument} is ${show(name)} but one of ${backendNames.map(show).join(', ')} was expected: ${advice}.`,
    );
  }
  assertOneOf('useBackend', argument, name, backendNames);
}

async function startFirst(wanted: readonly BackendName[], options: BackendOptions): Promise<ActiveBackend> {
  const failures: BackendFailure[] = [];
  let cause: unknown;
  for (const backend of wanted) {
    try {
      return await start(backend, options);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      failures.push({ backend, reason: error.reason, fix: error.fix });
      cause = error.cause;
    }
  }
  throw new BackendUnavailableError(failures as [BackendFailure, ...BackendFailure[]], cause);
}
