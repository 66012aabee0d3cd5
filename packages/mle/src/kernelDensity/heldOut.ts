import { assertInteger, assertKey, assertPositive, checkOptions } from '@latentkit/check';
import { foldIn, type Key, permutation } from '@latentkit/random';
import { makePause } from '@latentkit/shared';
import { concat, gather, logSumExp, mul, slice, stack, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { BandwidthRule } from './bandwidth.ts';
import { preciseSquaredDistances } from './preciseSquaredDistances.ts';
import { scott } from './scott.ts';

/** How `heldOut` looks for a bandwidth. */
export interface HeldOutOptions {
  /** How the points are shuffled into folds. */
  readonly key: Key;
  /** How many folds, each held out once: at least 2, at most as many as there are points. Default 5. */
  readonly folds?: number;
  /** The bandwidths to choose from. Default: 20 from a tenth of Scott's to twice Scott's, each the same factor apart. */
  readonly grid?: readonly number[];
}

/** How many distances are kept at once, for one block of held-out points. */
const BLOCK = 2 ** 22;

/**
 * The bandwidth under which points that were held out are the likeliest, by cross-validation. It needs no Gaussian to be
 * right, and takes n² time for it.
 *
 *   argmax_h Σ_folds Σ_{x in fold} ln p_h(x | the points outside of the fold)
 *
 * @param options the key, the folds and the grid
 * @returns a rule; it throws a RangeError for fewer points than folds
 * @throws TypeError, RangeError for an option that is not as said, such as a bandwidth of 0 in the grid
 * @example
 * const model = kernelDensity({ shape: [1], bandwidth: heldOut({ key: key(1), folds: 2, grid: [0.1, 1] }) });
 * await model.fit(tensor2d([[0], [1], [2], [3], [4], [5]]));
 * await model.bandwidth();  // 1
 */
export function heldOut(options: HeldOutOptions): BandwidthRule {
  const { key, folds = 5, grid } = checkOptions('heldOut', options, ['key', 'folds', 'grid']);
  assertKey('heldOut', key);
  assertInteger('heldOut', 'folds', folds, 2);
  if (grid?.length === 0) throw new RangeError('heldOut: grid is empty but at least one bandwidth was expected.');
  for (const bandwidth of grid ?? []) assertPositive('heldOut', 'grid', bandwidth);

  return async (whitened, signal) => {
    const [count, size] = whitened.shape;
    if (count < folds)
      throw new RangeError(`heldOut: there are ${count} points but at least folds, ${folds}, were expected.`);
    const widest = 2 * scott(whitened);
    const candidates = grid ?? Array.from({ length: 20 }, (_, i) => widest * 20 ** ((i - 19) / 19));
    const pause = makePause(signal);
    // Not by the key itself: points that were drawn from it would come sorted, and every fold be a piece of their shape.
    const order = permutation(foldIn(key, 0), count);
    const scores = new Float64Array(candidates.length);
    for (let fold = 0; fold < folds; fold++) {
      const [from, to] = [fold, fold + 1].map((f) => Math.round((f * count) / folds)) as [number, number];
      const [inside, outside] = tidy(() => {
        const rest = [order.subarray(0, from), order.subarray(to)].filter(({ length }) => length > 0);
        const pick = (ids: Uint32Array) => gather(whitened, tensor1d(Int32Array.from(ids), 'int32'));
        return [pick(order.subarray(from, to)), concat(rest.map(pick))] as [Tensor2D, Tensor2D];
      });
      try {
        const rows = Math.max(1, Math.floor(BLOCK / outside.shape[0]));
        for (let row = 0; row < to - from; row += rows) {
          const block = tidy(() =>
            logSums(slice(inside, [row, 0], [Math.min(rows, to - from - row), size]), outside, candidates),
          );
          const values = await block.data();
          const width = block.shape[1];
          block.dispose();
          for (let at = 0; at < values.length; at++) {
            const candidate = Math.floor(at / width);
            scores[candidate]! += values[at]! - size * Math.log(candidates[candidate]!);
          }
          await pause();
        }
      } finally {
        inside.dispose();
        outside.dispose();
      }
    }
    return candidates[scores.indexOf(Math.max(...scores))]!;
  };
}

/** ln Σ exp(−½ distance² / h²) for each bandwidth and each held-out point: `[bandwidths, n]`. */
function logSums(inside: Tensor2D, outside: Tensor2D, candidates: readonly number[]): Tensor2D {
  const distances = preciseSquaredDistances(inside, outside);
  return stack(
    candidates.map((bandwidth) => tidy(() => logSumExp(mul(distances, -0.5 / bandwidth ** 2), 1))),
  ) as Tensor2D;
}
