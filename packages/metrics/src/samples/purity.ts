import type { Tensor } from '@tensorflow/tfjs-core';
import { readClasses } from './readClasses.ts';

/**
 * The purity of a grouping: how many examples are of the most frequent class of their group. It says how well what a model has
 * found without labels, such as the categories of an InfoGAN, agrees with classes.
 *
 *   1/n Σ_g max_c n_gc,   n_gc the examples of group g and class c
 *
 * Where there are as many groups as examples it is 1, so compare values of equally many groups alone.
 *
 * @param groups of examples, `[n]`, int32, at least 0
 * @param classes of the same examples, `[n]`, int32, at least 0
 * @returns from the share of the most frequent class to 1
 * @throws TypeError, RangeError for other shapes, no examples, and a number below 0
 * @example
 * await purity(tensor1d([0, 0, 0, 1], 'int32'), tensor1d([7, 7, 3, 3], 'int32')); // 0.75
 */
export async function purity(groups: Tensor, classes: Tensor): Promise<number> {
  const of = await readClasses('purity', 'groups', groups, ['n']);
  const found = await readClasses('purity', 'classes', classes, [of.length]);
  const counts = new Map<number, Map<number, number>>();
  for (const [i, group] of of.entries()) {
    const ofGroup = counts.get(group) ?? new Map<number, number>();
    ofGroup.set(found[i]!, (ofGroup.get(found[i]!) ?? 0) + 1);
    counts.set(group, ofGroup);
  }
  let pure = 0;
  for (const ofGroup of counts.values()) pure += Math.max(...ofGroup.values());
  return pure / of.length;
}
