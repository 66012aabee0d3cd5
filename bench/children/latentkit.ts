/** LatentKit on WASM, on as many threads as the first argument says. */
import { type BackendOptions, useBackend } from '@latentkit/backend';
import { kernels } from '../latentkit/kernels.ts';
import { steps } from '../latentkit/steps.ts';
import { sharedKernels } from '../tfjs/sharedKernels.ts';
import { serve } from './serve.ts';

const options: BackendOptions & { threads: number } = { threads: Number(process.argv[2]) };
const { threads } = await useBackend('wasm', options);
if (threads !== options.threads) throw new Error(`It runs on ${threads} threads, not on ${options.threads}.`);
await serve({ ...steps, ...kernels, ...sharedKernels });
