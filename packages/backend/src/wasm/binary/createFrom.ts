import { env } from '@tensorflow/tfjs-core';

/** Stands for the binary where tfjs asks for an address. */
export const address = 'latentkit:tfjs-backend-wasm';

/** tfjs's module, compiled: first the one to try. */
export type Candidates = readonly (() => Promise<WebAssembly.Module>)[];

/**
 * Creates tfjs's WASM backend from modules that are compiled already: the first of which an instance can be made. tfjs
 * takes an address only, and never ends if what it finds there cannot be instantiated. So its platform's `fetch` is
 * stood in for while it creates one, and `WebAssembly.instantiate` for that one call. No blob is needed, which a page's
 * policy may forbid and a service worker does not have.
 *
 * @throws what the last candidate threw
 */
export async function createFrom<T>(candidates: Candidates, create: () => T | Promise<T>): Promise<T> {
  const { platform } = env();
  const { fetch } = platform;
  const { promise: failed, reject } = withReject();
  platform.fetch = (path, init) =>
    path === address ? Promise.resolve(response(candidates, reject)) : fetch.call(platform, path, init);
  try {
    return await Promise.race([create(), failed]);
  } finally {
    platform.fetch = fetch;
  }
}

function response(candidates: Candidates, reject: (cause: unknown) => void): Response {
  type Use = (binary: ArrayBuffer) => void;
  // tfjs hands these bytes to `WebAssembly.instantiate` at once, within the call of `use`.
  const withBytes = (use: Use) => {
    const { instantiate } = WebAssembly;
    const first = async (_: unknown, imports: WebAssembly.Imports) => {
      let cause: unknown;
      for (const compile of candidates) {
        try {
          const module = await compile();
          return { module, instance: await instantiate(module, imports) };
        } catch (error) {
          cause = error;
        }
      }
      reject(cause);
      return new Promise(() => {});
    };
    WebAssembly.instantiate = first as typeof instantiate;
    try {
      use(new ArrayBuffer(0));
    } finally {
      WebAssembly.instantiate = instantiate;
    }
  };
  // biome-ignore lint/suspicious/noThenProperty: called at once, where a promise would be called later.
  return { ok: true, arrayBuffer: () => ({ then: withBytes }) } as unknown as Response;
}

function withReject(): { promise: Promise<never>; reject: (cause: unknown) => void } {
  let reject!: (cause: unknown) => void;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  return { promise, reject };
}
