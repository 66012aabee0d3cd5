import * as distributions from '@latentkit/distributions';
import { type Key, key } from '@latentkit/random';
import { type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';

/** A recipe, built, and the methods of what it gives, of `[2, 3]`. */
function recipe(name: string, make: () => distributions.BijectionRecipe): Call[] {
  let used: distributions.Bijection | undefined;
  const made = () => {
    used ??= make()([3], key(1));
    return used;
  };
  return [
    {
      name,
      call: (shape: number[], at: Key) => make()(shape, at),
      args: () => ({ shape: [3], key: key(1) }),
    },
    { name: `${name}.forward`, call: (x: Tensor) => made().forward(x), args: () => ({ x: zeros([2, 3]) }) },
    { name: `${name}.inverse`, call: (y: Tensor) => made().inverse(y), args: () => ({ y: zeros([2, 3]) }) },
  ];
}

/** What makes a recipe of options. */
const ofOptions = (name: string, call: (options?: object) => distributions.BijectionRecipe): Call[] => [
  { name, call, args: () => ({ options: { hidden: [4] } }), optional: ['options'] },
  ...recipe(name, () => call({ hidden: [4] })),
];

/** Recipes of bijections with weights. */
export const rows: Rows = {
  coupling: ofOptions('coupling', distributions.coupling),
  splineCoupling: ofOptions('splineCoupling', distributions.splineCoupling),
  maf: ofOptions('maf', distributions.maf),
  iaf: ofOptions('iaf', distributions.iaf),
  planar: recipe('planar', () => distributions.planar),
  permuteFeatures: recipe('permuteFeatures', () => distributions.permuteFeatures),
  reverseFeatures: recipe('reverseFeatures', () => distributions.reverseFeatures),
  chainBijections: {
    name: 'chainBijections',
    call: distributions.chainBijections,
    args: () => ({ recipes: [distributions.planar] }),
  },
};
