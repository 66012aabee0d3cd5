/** The multiply-add peak of WASM SIMD on one thread, in the same rounds as all else. */
import { fastestLoop } from '../peak/measure.ts';
import { serve } from './serve.ts';

const loop = await fastestLoop();
await serve({
  peak: () => ({
    compare: async () => [],
    async run(times) {
      for (let i = 0; i < times; i++) loop();
    },
    dispose() {},
  }),
});
