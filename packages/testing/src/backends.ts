import { type BackendName, useBackend } from '@latentkit/backend';
import { beforeAll, describe } from 'vitest';

/** The backends a package promises, where the tests run: in Node, or in Chromium. */
export const backends: readonly BackendName[] =
  typeof window === 'undefined' ? ['cpu', 'wasm'] : ['wasm', 'webgl', 'webgpu'];

/** Registers the same tests once per backend, with that backend chosen; on one thread, as test files share the cores. */
export function onEveryBackend(body: (name: BackendName) => void): void {
  describe.each(backends)('on %s', (name) => {
    beforeAll(async () => {
      await useBackend(name, { threads: 1 });
    });
    body(name);
  });
}
