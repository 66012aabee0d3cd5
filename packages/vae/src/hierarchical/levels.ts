import { assertInteger, assertMethods, assertShape, checkOptions, show } from '@latentkit/check';
import { diagonalGaussianFamily } from '@latentkit/distributions';
import { buildNetworks, mlp, type NetworkPlan, type NetworkRecipe } from '@latentkit/model';
import { joinParts, type Network, type Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { disposeOnError } from '@latentkit/shared';

/** A level of latents above the lowest, and its networks to and from the level below. */
export interface HierarchyLevel {
  /** How many latents it has. */
  readonly size: number;
  /** Units of the hidden layers of both networks, where there are none of one's own; downwards in reverse. Default `[64]`. */
  readonly hidden?: readonly number[] | undefined;
  /**
   * From the latents below to means and log variances, `[2 · size]`: a recipe or a network. Of an inference from the top,
   * such as `ladder`, the encoder does this.
   */
  readonly up?: Network | NetworkRecipe | undefined;
  /** From its latents to the prior of those below: a mean and a log variance of each. A recipe or a network. */
  readonly down?: Network | NetworkRecipe | undefined;
}

/** The networks of a level. */
export interface LevelNetworks {
  readonly up?: Network;
  readonly down: Network;
}

/** @throws TypeError, RangeError unless levels, at least one, with what an inference takes */
export function checkLevels(caller: string, levels: readonly HierarchyLevel[], fromTop: boolean): void {
  if (!Array.isArray(levels) || levels.length === 0) {
    throw new TypeError(
      `${caller}: levels is ${show(levels)} but an array of levels, at least one above the lowest, was expected, such as [{ size: 2 }].`,
    );
  }
  for (const [i, level] of levels.entries()) {
    const argument = `levels[${i}]`;
    const { size, hidden, up, down } = checkOptions(caller, level, ['size', 'hidden', 'up', 'down'], argument);
    assertInteger(caller, `${argument}.size`, size);
    if (hidden !== undefined) assertShape(caller, `${argument}.hidden`, hidden);
    for (const [name, part] of Object.entries({ up, down })) {
      if (part !== undefined && typeof part !== 'function') {
        assertMethods(caller, `${argument}.${name}`, part, ['apply']);
      }
    }
    if (fromTop && up !== undefined) {
      throw new TypeError(
        `${caller}: ${argument}.up is given but the encoder gives all levels of an inference from the top: leave it out.`,
      );
    }
    if (hidden !== undefined && down !== undefined && (fromTop || up !== undefined)) {
      throw new TypeError(`${caller}: ${argument}.hidden is given beside networks, which it is not of: leave it out.`);
    }
  }
}

/**
 * Builds the networks of levels.
 *
 * @param shapes of the latents of all levels, from the lowest
 * @throws TypeError, RangeError for networks of other shapes, and those that read a context: levels are given none
 */
export function buildLevels(
  caller: string,
  levels: readonly HierarchyLevel[],
  shapes: readonly Shape[],
  fromTop: boolean,
  key: Key,
): LevelNetworks[] {
  const { parameterShape } = diagonalGaussianFamily;
  const because = 'a mean and a log variance of each latent';
  const plans: Record<string, NetworkPlan> = {};
  for (const [i, { hidden = [64], up, down }] of levels.entries()) {
    const { encoder, decoder } = mlp({ hidden });
    const [below, own] = [shapes[i]!, shapes[i + 1]!];
    if (!fromTop) {
      plans[`levels[${i}].up`] = {
        part: up ?? encoder,
        inputShape: below,
        outputShape: parameterShape(own),
        because,
        purpose: 2 * i,
      };
    }
    plans[`levels[${i}].down`] = {
      part: down ?? decoder,
      inputShape: own,
      outputShape: parameterShape(below),
      because,
      purpose: 2 * i + 1,
    };
  }
  const networks = buildNetworks(caller, plans, key);
  return disposeOnError(joinParts(caller, Object.entries(networks)), () =>
    levels.map((_, i) => {
      const [up, down] = [networks[`levels[${i}].up`], networks[`levels[${i}].down`]!];
      for (const [name, network] of Object.entries({ up, down })) {
        const [read] = Object.keys(network?.contextSizes ?? {});
        if (read === undefined) continue;
        throw new RangeError(
          `${caller}: levels[${i}].${name} reads ${read}, but no context was expected: let encoder and decoder read it.`,
        );
      }
      return { ...(up && { up }), down };
    }),
  );
}
