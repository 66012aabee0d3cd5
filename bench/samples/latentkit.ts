/** LatentKit on WASM, one thread. */
import { useBackend } from '@latentkit/backend';
import { mmd, rbf, sinkhornDivergence } from '@latentkit/divergences';
import { serve } from '../children/serve.ts';
import { bandwidthsOf, program } from './program.ts';

await useBackend('wasm', { threads: 1 });
await serve({
  mmd: program((x, y, settings) => mmd(x, y, rbf({ bandwidths: bandwidthsOf(settings) }))),
  sinkhorn: program((x, y, { epsilon, iterations }) => {
    const { value, error } = sinkhornDivergence(x, y, { epsilon: Number(epsilon), iterations: Number(iterations) });
    error.dispose();
    return value;
  }),
});
