import { type DiagonalGaussian, diagonalGaussianFamily, standardNormal } from '@latentkit/distributions';
import type { BottleneckInputs, DrawContext, PriorRecipe } from '@latentkit/model';
import { type Context, joinParts, type Shape, type Stateful } from '@latentkit/nn';
import { foldIn, type Key, normal } from '@latentkit/random';
import { disposeOnError, sizeOf } from '@latentkit/shared';
import { reshape, split, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Inference, InferredLevel } from './inference.ts';
import { buildLevels, type HierarchyLevel } from './levels.ts';

/** What a hierarchy is built from. */
interface Parts {
  readonly above: readonly HierarchyLevel[];
  readonly inference: Inference;
  readonly makePrior: PriorRecipe | undefined;
}

/** The distributions of all levels of latents. */
export interface BuiltHierarchy extends Required<Stateful> {
  parameterShape(): Shape;
  /** The levels from the lowest, of the encoder's output: drawn, or without randomness the mean of each. */
  infer(output: Tensor, at: Pick<DrawContext, 'key' | 'training'> | 'means'): readonly InferredLevel[];
  /** ln p(latents of a level | those above). The context is that of the prior of the top. */
  logPrior(level: InferredLevel, context?: Context): Tensor1D;
  /** Latents of the lowest level, from the top. */
  sample(count: number, key: Key, context?: Context): Tensor;
}

// What the keys of initial weights are for.
const [LEVELS, PRIOR] = [0, 1] as const;
/** The keys of draws are numbered by level, those of networks from here. */
const NETWORKS = 1000;

/** Builds the networks and the prior of a hierarchy. @throws TypeError, RangeError as `buildLevels` */
export function hierarchyOf(
  caller: string,
  { above, inference: { fromTop, infer }, makePrior }: Parts,
  { latentShape, key, ...inputs }: BottleneckInputs,
): BuiltHierarchy {
  const { of, parameterShape } = diagonalGaussianFamily;
  const shapes: readonly Shape[] = [latentShape, ...above.map(({ size }) => [size])];
  const top = shapes.length - 1;
  const prior = makePrior?.({ ...inputs, latentShape: shapes[top]!, key: foldIn(key, PRIOR) });
  const networks = disposeOnError(prior ?? {}, () => buildLevels(caller, above, shapes, fromTop, foldIn(key, LEVELS)));
  const { variables, buffers } = joinParts(caller, [
    ...networks.flatMap(({ up, down }, i): [string, Stateful][] => [
      ...(up ? [[`level${i + 2}/up`, up] as [string, Stateful]] : []),
      [`level${i + 2}/down`, down],
    ]),
    ...(prior ? [['prior', prior] as const] : []),
  ]);
  const encodedShapes = (fromTop ? shapes : [latentShape]).map(parameterShape);
  const still = { key, training: false };

  /** The Gaussians that the encoder gives. */
  function encodedOf(output: Tensor): DiagonalGaussian[] {
    if (!fromTop) return [of(output)];
    const parts = split(output, encodedShapes.map(sizeOf), 1);
    return parts.map((part, i) => of(reshape(part, [-1, ...encodedShapes[i]!])));
  }
  const down = (level: number, latents: Tensor, { key, training }: typeof still) =>
    of(networks[level]!.down.apply(latents, { training, key: foldIn(key, NETWORKS + 2 * level) }));

  return {
    variables,
    buffers,
    parameterShape: () =>
      fromTop ? [encodedShapes.reduce((sum, shape) => sum + sizeOf(shape), 0)] : encodedShapes[0]!,
    infer(output, at) {
      const { key, training } = at === 'means' ? still : at;
      return infer({
        count: shapes.length,
        encoded: encodedOf(output),
        up: (level, below) =>
          of(networks[level - 1]!.up!.apply(below, { training, key: foldIn(key, NETWORKS + 2 * level - 1) })),
        down: (level, above) => down(level, above, { key, training }),
        draw: (level, posterior) => (at === 'means' ? posterior.mean() : posterior.sample(foldIn(key, level))),
      });
    },
    logPrior({ latents, prior: given }, context) {
      if (given) return given.logProb(latents);
      return prior ? prior.logProb(latents, context) : standardNormal(latents.shape).logProb(latents);
    },
    sample(count, key, context) {
      const highest = foldIn(key, top);
      let latents = prior ? prior.sample(count, highest, context) : normal(highest, [count, ...shapes[top]!]);
      for (let level = top - 1; level >= 0; level--) {
        latents = down(level, latents, still).sample(foldIn(key, level));
      }
      return latents;
    },
  };
}
