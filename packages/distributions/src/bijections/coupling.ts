import { assertBoolean, assertInteger, assertOneOf, assertPositive, checkOptions } from '@latentkit/check';
import { joinParts, partOptions } from '@latentkit/nn';
import { concat, slice, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { BijectionRecipe } from './bijection.ts';
import { type ConditionerOptions, conditionerOf, conditionerOptions } from './conditioner.ts';
import { boundedAffineElements, type Elements } from './elements.ts';
import { inverseOrder, reorder } from './reorder.ts';
import { splineElements } from './splineElements.ts';
import { type VectorMap, vectorBijection } from './vectorBijection.ts';

/** The options of a coupling. */
export interface CouplingOptions extends ConditionerOptions {
  /** Which features are kept: the first half, or every other one. Default `halves`. */
  readonly mask?: 'halves' | 'alternating';
  /** `true`: keeps those that are moved otherwise. Give it to every other coupling, or some features never move. Default `false`. */
  readonly swap?: boolean;
}

/** The options of a coupling by splines. */
export interface SplineCouplingOptions extends CouplingOptions {
  /** How many pieces each spline has, at least 2. Default 8. */
  readonly bins?: number;
  /** Splines map [−bound, bound] onto itself; outside it nothing moves. Default 5. */
  readonly bound?: number;
}

const couplingOptions = [...conditionerOptions, 'mask', 'swap'] as const;

/**
 * The recipe of an affine coupling, the step of RealNVP: some features are kept, and shift and scale the others.
 *
 *   y_kept = x_kept,   y_moved = t(x_kept) + exp(s(x_kept)) x_moved      log |det| = Σ s
 *
 * s = scale · tanh(…), where `scale`, one for each feature, is trained and begins at 1. A new one is near the identity.
 *
 * Variables: those of the network as `conditioner/…`, and `scale` `[moved features]`.
 *
 * @param options the network `hidden`, `activation`, `conditions`; which features are kept, `mask`, `swap`
 * @returns a recipe for events of at least two features
 * @throws TypeError, RangeError for an option that is not as said, or, when built, for a shape of one feature
 * @example
 * const map = coupling({ hidden: [8] })([2], key(1));
 * map.inverse(map.forward(tensor2d([[1, 2]])).value).value;  // [1, 2]
 *
 * @see Dinh, Sohl-Dickstein & Bengio: Density estimation using Real NVP. 2017, https://arxiv.org/abs/1605.08803
 */
export function coupling(options: CouplingOptions = {}): BijectionRecipe {
  return couplingOf('coupling', boundedAffineElements, checkOptions('coupling', options, couplingOptions));
}

/**
 * The recipe of a coupling by rational-quadratic splines, the step of a neural spline flow: some features are kept, and
 * choose an increasing spline for each of the others.
 *
 *   y_kept = x_kept,   y_moved = spline(x_moved; widths, heights, slopes of x_kept)      log |det| = Σ log spline′
 *
 * A spline has `bins` pieces on [−bound, bound], none narrower or lower than 1/1000 of that, with slopes of at least 1/1000;
 * outside it is the identity. It bends a line far more than an affine coupling, so that a few of them do. A new one is near
 * the identity.
 *
 * Variables: those of the network as `conditioner/…`.
 *
 * @param options those of `coupling`, and `bins`, `bound`
 * @returns a recipe for events of at least two features
 * @throws TypeError, RangeError for an option that is not as said, or, when built, for a shape of one feature
 * @example
 * const map = splineCoupling({ hidden: [8], bins: 4, bound: 3 })([2], key(1));
 * map.inverse(map.forward(tensor2d([[1, 2]])).value).value;  // [1, 2]
 *
 * @see Durkan, Bekasov, Murray & Papamakarios: Neural spline flows. 2019, https://arxiv.org/abs/1906.04032
 */
export function splineCoupling(options: SplineCouplingOptions = {}): BijectionRecipe {
  const caller = 'splineCoupling';
  const { bins = 8, bound = 5, ...others } = checkOptions(caller, options, [...couplingOptions, 'bins', 'bound']);
  assertInteger(caller, 'bins', bins, 2);
  assertPositive(caller, 'bound', bound);
  return couplingOf(caller, splineElements({ bins, bound }), others);
}

function couplingOf(caller: string, elements: Elements, options: CouplingOptions): BijectionRecipe {
  const { mask = 'halves', swap = false, ...network } = options;
  assertOneOf(caller, 'mask', mask, ['halves', 'alternating']);
  assertBoolean(caller, 'swap', swap);
  const build = conditionerOf(caller, network);
  return vectorBijection(
    caller,
    (size, key) => {
      const first = Math.floor(size / 2);
      const [kept, moved] = swap ? [size - first, first] : [first, size - first];
      const conditioner = build(kept, [moved, elements.parameterCount], key);
      const own = elements.makeVariables(moved);
      const { variables, buffers, contextSizes } = joinParts(caller, [['conditioner', conditioner]]);
      const order = mask === 'alternating' ? oddsThenEvens(size) : undefined;

      const through =
        (map: Elements['forward']): VectorMap =>
        (x, options) => {
          const vectors = order ? reorder(x, order) : x;
          const parts = [slice(vectors, [0, 0], [-1, first]), slice(vectors, [0, first], [-1, -1])];
          const [still, moving] = (swap ? parts.toReversed() : parts) as [Tensor, Tensor];
          const parameters = conditioner.apply(still, partOptions(options, 'conditioner', 0));
          const { value, logSlope } = map(moving, parameters, { ...own, ...options.values });
          const joined = concat(swap ? [value, still] : [still, value], 1) as Tensor2D;
          return {
            value: order ? reorder(joined, inverseOrder(order)) : joined,
            logDeterminant: sum<Tensor1D>(logSlope, 1),
          };
        };
      return {
        variables: { ...variables, ...own },
        buffers,
        contextSizes,
        forward: through(elements.forward),
        inverse: through(elements.inverse),
      };
    },
    2,
  );
}

/** Features 1, 3, … first: where there is an odd number, the larger half is moved, as with halves. */
function oddsThenEvens(size: number): Int32Array {
  const first = Math.floor(size / 2);
  return Int32Array.from({ length: size }, (_, i) => (i < first ? 2 * i + 1 : 2 * (i - first)));
}
