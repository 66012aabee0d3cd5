import { assertMethods } from '@latentkit/check';

/** @throws TypeError unless an f-divergence, such as `kl` */
export function assertDivergence(caller: string, divergence: unknown): void {
  assertMethods(caller, 'divergence', divergence, ['generator', 'derivative', 'term', 'activation', 'optimalOutput']);
}
