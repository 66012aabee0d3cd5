import { assertSameShape, assertTensor } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';

type Elementwise = 'f' | 'derivative' | 'conjugate' | 'activation' | 'conjugateOfActivation' | 'optimalOutput';

/** An f-divergence whose functions say so, by its name and theirs, where they are given what is no float32 tensor. */
export function checkedDivergence(divergence: FDivergence): FDivergence {
  const { name, term } = divergence;
  const checked = (method: Elementwise, argument: string) => (x: Tensor) => {
    assertTensor(`${name}.${method}`, argument, x);
    return divergence[method](x);
  };
  return {
    ...divergence,
    f: checked('f', 'ratio'),
    derivative: checked('derivative', 'ratio'),
    conjugate: checked('conjugate', 'slope'),
    activation: checked('activation', 'output'),
    conjugateOfActivation: checked('conjugateOfActivation', 'output'),
    optimalOutput: checked('optimalOutput', 'logRatio'),
    term(p, q) {
      assertSameShape(`${name}.term`, { p, q });
      return term(p, q);
    },
  };
}
