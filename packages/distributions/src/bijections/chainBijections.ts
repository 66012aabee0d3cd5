import { assertFunction, show } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { dispose } from '@tensorflow/tfjs-core';
import type { Bijection, BijectionRecipe } from './bijection.ts';
import { composeBijections } from './composeBijections.ts';

/**
 * Recipes of bijections one after the other as one recipe: a normalizing flow before its shape and its seed are known. Its
 * variables are named as those of `composeBijections`, by position.
 *
 * @param recipes from the base to the data, at least one; recipe `i` is given `foldIn(key, i)`
 * @returns a recipe; where one of them throws, nothing is left behind
 * @throws TypeError unless an array of recipes
 * @example
 * const build = chainBijections([coupling({ hidden: [8] }), coupling({ hidden: [8], swap: true })]);
 * const map = build([2], key(1));
 * map.forward(zeros([4, 2])).value.shape;  // [4, 2]
 */
export function chainBijections(recipes: readonly BijectionRecipe[]): BijectionRecipe {
  const caller = 'chainBijections';
  if (!Array.isArray(recipes) || recipes.length === 0) {
    throw new TypeError(
      `${caller}: recipes is ${show(recipes)} but an array of recipes, at least one, was expected, such as [coupling()].`,
    );
  }
  const all = Array.from(recipes as readonly BijectionRecipe[]);
  for (const [i, recipe] of all.entries()) assertFunction(caller, `recipes[${i}]`, recipe, 'a recipe of a bijection');
  return (shape, key) => {
    const built: Bijection[] = [];
    try {
      for (const [i, recipe] of all.entries()) built.push(recipe(shape, foldIn(key, i)));
      return composeBijections(built);
    } catch (error) {
      for (const { variables, buffers } of built) dispose({ ...variables, ...buffers });
      throw error;
    }
  };
}
