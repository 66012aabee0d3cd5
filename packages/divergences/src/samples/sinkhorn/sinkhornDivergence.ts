import { checkOptions, type Samples } from '@latentkit/check';
import { firstOrderOnly } from '@latentkit/shared';
import {
  add,
  customGrad,
  exp,
  mul,
  reshape,
  type Scalar,
  slice,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { gradientsByTile, type Tile } from '../pairwise/gradientsByTile.ts';
import { withSampleSets } from '../withSampleSets.ts';
import { type Cost, squaredEuclidean } from './costs.ts';
import { outcomeOf } from './outcome.ts';
import { iterate, noPotentials, problemsOf } from './potentials.ts';
import { assertSinkhorn, type SinkhornOptions } from './sinkhornOptions.ts';

/** What {@link sinkhornDivergence} gives; both stay on the device. */
export type SinkhornDivergence = {
  /** In units of the cost. */
  readonly value: Scalar;
  /**
   * How far it is from converged, 0 to 2: Σᵢ |Σⱼ Pᵢⱼ − 1/n|, what leaves the samples beside what should, of the worst of
   * the three transports. Above 0.01 or so the value and its gradient are not those of the divergence.
   */
  readonly error: Scalar;
};

/**
 * The Sinkhorn divergence of two samples: optimal transport blurred by entropy, less the blur's own share, so that it is
 * 0 between equal samples and at least 0. It lies between the transport cost (ε → 0) and a maximum mean discrepancy with
 * the kernel −cost / 2 (ε → ∞).
 *
 *   S = OT(x, y) − ½ OT(x, x) − ½ OT(y, y),   OT(x, y) = min over plans P of Σ Pᵢⱼ Cᵢⱼ + ε KL(P ‖ 1/n ⊗ 1/m)
 *
 * The potentials are found in the log domain, by the given number of iterations, whose error is reported beside the
 * value: {@link convergedSinkhornDivergence} iterates until it is small. The gradient is that of the costs under the
 * plans found (envelope theorem), as exact as these are; no iteration is held for it, and there is no second one.
 * A NaN or an infinity among the samples makes the value NaN.
 *
 * POT's `empirical_sinkhorn_divergence` leaves the KL out of its value, though not of the plans.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @returns the value and the error, a number each; no gradient flows through the error
 * @throws RangeError where the shapes are not as said or an option is not, such as an ε of 0
 * @throws TypeError where the samples are not float32 or the cost is none
 * @example
 * sinkhornDivergence(tensor2d([[0], [1]]), tensor2d([[2], [3]]), { epsilon: 0.1 }).value;  // 4
 * @see Feydy et al., Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, 2019.
 *   https://arxiv.org/abs/1810.08278
 */
export function sinkhornDivergence(x: Samples, y: Samples, options: SinkhornOptions): SinkhornDivergence {
  const {
    epsilon,
    cost = squaredEuclidean,
    iterations = 100,
    blockSize = 2048,
  } = checkOptions('sinkhornDivergence', options, ['epsilon', 'cost', 'iterations', 'blockSize']);
  const name = 'sinkhornDivergence';
  assertSinkhorn(name, { epsilon, cost, iterations, blockSize });
  return withSampleSets(name, { x, y }, 1, ({ x, y }) =>
    tidy(() => {
      // One tensor of two, since an operation with a gradient of its own gives one.
      const both = customGrad((a, b, save) => {
        const [source, target] = [a, b] as [Tensor2D, Tensor2D];
        const problems = problemsOf(source, target, cost, epsilon, blockSize);
        const found = iterate(problems, noPotentials(source.shape[0], target.shape[0]), iterations);
        const { value, error, next } = outcomeOf(problems, found);
        const potentials = [next.x, found.y, next.withinX, found.withinX, next.withinY, found.withinY];
        (save as (tensors: Tensor[]) => void)([source, target, ...potentials]);
        return {
          value: stack([value, error]),
          gradFunc: (dy: Tensor, saved: Tensor[]) => {
            firstOrderOnly(name);
            const [source, target, ...[f, g, ...within]] = saved as [Tensor2D, Tensor2D, ...Tensor1D[]];
            const plan = (a: Tensor2D, b: Tensor2D | undefined, u: Tensor1D, v: Tensor1D) =>
              gradientsByTile(costOfPlan(cost, epsilon, u, v, !b), a, b, blockSize);
            const [byX, byY] = plan(source, target, f!, g!);
            const [ownX] = plan(source, undefined, within[0]!, within[1]!);
            const [ownY] = plan(target, undefined, within[2]!, within[3]!);
            const weight = slice(dy, 0, 1);
            return [mul(sub(byX!, mul(ownX!, 0.5)), weight), mul(sub(byY!, mul(ownY!, 0.5)), weight)];
          },
        };
      })(x, y);
      const at = (i: number) => reshape(slice(both, i, 1), []) as Scalar;
      return { value: at(0), error: at(1) };
    }),
  );
}

/** Σ Pᵢⱼ Cᵢⱼ of a tile, where P = exp((f + g − C) / ε) / nm is a constant; twice where it stands for its mirror image. */
function costOfPlan({ of }: Cost, epsilon: number, f: Tensor1D, g: Tensor1D, own: boolean): Tile {
  const constantPlan = (
    costs: Tensor2D,
    [begin, count]: readonly [number, number],
    columns: readonly [number, number],
  ) =>
    tidy(() => {
      const potentials = add(reshape(slice(f, begin, count), [count, 1]), slice(g, ...columns));
      return mul(exp(mul(sub(potentials, costs), 1 / epsilon)), 1 / (f.size * g.size));
    });
  return (x, y, rows, columns) => {
    const costs = of(x, y);
    const weighted = customGrad((c, save) => {
      (save as (tensors: Tensor[]) => void)([c as Tensor]);
      return {
        value: sum(c as Tensor),
        gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(constantPlan(saved as Tensor2D, rows, columns), dy),
      };
    })(costs) as Scalar;
    return own && rows[0] !== columns[0] ? mul(weighted, 2) : weighted;
  };
}
