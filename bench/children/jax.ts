/** jax-js on WASM. Its convolutions are naive there: a step of the DCGAN takes over a minute. */
import { gan } from '../jax/gan.ts';
import { kernels } from '../jax/kernels.ts';
import { vae } from '../jax/vae.ts';
import { serve } from './serve.ts';

const tooSlow = 'too slow';
await serve({
  vae,
  gan,
  ...kernels,
  wganGp: 'cannot: where one gradient is taken of another, that of the weights comes out as 0 (0.1.25)',
  dcgan: tooSlow,
  convAe: tooSlow,
  convForward: tooSlow,
  convInputGradient: tooSlow,
  convFilterGradient: tooSlow,
});
