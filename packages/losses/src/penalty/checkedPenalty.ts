import { assertFunction, assertKey, assertSameShape } from '@latentkit/check';
import { tidy } from '@tensorflow/tfjs-core';
import type { Penalty } from './penalty.ts';

/**
 * A penalty that checks what it is given before any work, and leaves no tensor behind but its result.
 *
 * @param draws whether it needs the key; one that does not takes none as well
 */
export function checkedPenalty(name: string, { draws }: { readonly draws: boolean }, penalty: Penalty): Penalty {
  return (critic, real, fake, key) => {
    assertFunction(name, 'critic', critic, 'a function of a batch of examples');
    assertSameShape(name, { real, fake });
    if (draws || key !== undefined) assertKey(name, key);
    return tidy(() => penalty(critic, real, fake, key));
  };
}
