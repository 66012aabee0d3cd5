import { assertMethods } from '@latentkit/check';

/** @throws TypeError unless an f-divergence, such as `forwardKl` */
export function assertDivergence(caller: string, divergence: unknown): void {
  assertMethods(caller, 'divergence', divergence, ['f', 'derivative', 'term', 'activation', 'optimalOutput']);
}
