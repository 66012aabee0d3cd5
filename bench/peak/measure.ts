import { peakModule, UNROLLED, type Variant } from './module.ts';

/** What one run of the loop computes: a multiple of all numbers of chains. */
export const PEAK_FLOP = 8 * UNROLLED * 2520 * 300;

type Loop = (steps: number) => number;

const variants: readonly Variant[] = [6, 8, 9, 10, 12, 13].flatMap((chains) => [
  { chains, fused: false },
  { chains, fused: true },
]);

/** The fastest loop of independent multiply-adds that this machine and this Node have, as a function that runs it once. */
export async function fastestLoop(): Promise<() => void> {
  let [fastest, least] = [() => {}, Number.POSITIVE_INFINITY];
  for (const variant of variants) {
    const bytes = peakModule(variant);
    // Only a newer Node has the fused multiply-add.
    if (!WebAssembly.validate(bytes)) continue;
    const { instance } = await WebAssembly.instantiate(bytes);
    const loop = instance.exports.run as Loop;
    const steps = PEAK_FLOP / (8 * UNROLLED * variant.chains);
    const once = () => void loop(steps);
    // Long enough for the optimising compiler to have taken over.
    for (let i = 0; i < 4; i++) once();
    const start = performance.now();
    for (let i = 0; i < 8; i++) once();
    const time = performance.now() - start;
    if (time < least) [fastest, least] = [once, time];
  }
  return fastest;
}
