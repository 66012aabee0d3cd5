import {
  add,
  cast,
  clipByValue,
  concat,
  cumsum,
  div,
  expandDims,
  greaterEqual,
  lessEqual,
  log,
  logicalAnd,
  mul,
  ones,
  relu,
  slice,
  softmax,
  softplus,
  split,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  where,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Elements, MappedElements } from './elements.ts';

/** How many pieces a spline has, and where. */
export interface SplineOptions {
  readonly bins: number;
  /** It maps [−bound, bound] onto itself. */
  readonly bound: number;
}

/** The least width and height of a bin, in units of the whole, where there are few; and the least slope at a knot. */
const LEAST = 1e-3;
/** softplus of it is 1 − LEAST: parameters of 0 are slopes of 1. */
const UNIT = Math.log(Math.expm1(1 - LEAST));

/**
 * Rational-quadratic splines, with parameters `[widths, heights, slopes]`: softmax of the first and second are the sizes of
 * the bins, softplus of the third the slopes at the knots between them. At the ends the slope is 1, as it is outside.
 */
export function splineElements({ bins, bound }: SplineOptions): Elements {
  // With many bins, half of their share.
  const least = Math.min(LEAST, 0.5 / bins);
  const sizesOf = (raw: Tensor) => mul(add(mul(softmax(raw), 1 - bins * least), least), 2 * bound);
  const edgesOf = (sizes: Tensor) => sub(cumsum(sizes, 2, true), bound);

  /** The bin of each feature: its edges, sizes and slopes, `[batch, features]` each. */
  function binsOf(at: Tensor, parameters: Tensor, method: 'forward' | 'inverse') {
    const [batch, features] = parameters.shape as [number, number];
    const [rawWidths, rawHeights, rawSlopes] = split(parameters, [bins, bins, bins - 1], 2) as [Tensor, Tensor, Tensor];
    const [widths, heights] = [sizesOf(rawWidths), sizesOf(rawHeights)];
    const [lefts, bottoms] = [edgesOf(widths), edgesOf(heights)];
    const slopes = add(softplus(add(rawSlopes, UNIT)), LEAST);
    const end = ones([batch, features, 1]);
    // 1 for every bin that begins before it; less those that also end before it, that is one bin.
    const begun = cast(greaterEqual(expandDims(at, 2), method === 'forward' ? lefts : bottoms), 'float32');
    const ended = concat([slice(begun, [0, 0, 1], [-1, -1, -1]), zeros([batch, features, 1])], 2);
    const inBin = sub(begun, ended);
    const pick = (values: Tensor) => sum(mul(values, inBin), 2);
    return {
      left: pick(lefts),
      bottom: pick(bottoms),
      width: pick(widths),
      height: pick(heights),
      slope: pick(concat([end, slopes], 2)),
      nextSlope: pick(concat([slopes, end], 2)),
    };
  }

  const within =
    (method: 'forward' | 'inverse') =>
    (x: Tensor, parameters: Tensor): MappedElements => {
      const isInside = logicalAnd(greaterEqual(x, -bound), lessEqual(x, bound));
      // What is outside has a place inside, too, so that no gradient there is NaN.
      const at = clipByValue(x, -bound, bound);
      const bin = binsOf(at, parameters, method);
      const { left, bottom, width, height, slope, nextSlope } = bin;
      const chord = div(height, width);
      const bend = sub(add(slope, nextSlope), mul(chord, 2));
      const t = method === 'forward' ? div(sub(at, left), width) : rootOf(sub(at, bottom));
      const tRest = mul(t, sub(1, t));
      const below = add(chord, mul(bend, tRest));
      const value =
        method === 'forward'
          ? add(bottom, div(mul(height, add(mul(chord, square(t)), mul(slope, tRest))), below))
          : add(left, mul(t, width));
      const above = add(add(mul(nextSlope, square(t)), mul(mul(chord, 2), tRest)), mul(slope, square(sub(1, t))));
      const logSlope = sub(add(mul(log(chord), 2), log(above)), mul(log(below), 2));
      return {
        value: where(isInside, value, x),
        logSlope: where(isInside, method === 'forward' ? logSlope : mul(logSlope, -1), zerosLike(x)),
      };

      /** Where in its bin the spline is so much above the bin's bottom: the root of a t² + b t + c that is in [0, 1]. */
      function rootOf(rise: Tensor): Tensor {
        const bent = mul(rise, bend);
        const a = add(mul(height, sub(chord, slope)), bent);
        const b = sub(mul(height, slope), bent);
        const c = mul(chord, mul(rise, -1));
        // It is not below 0 but by rounding.
        const discriminant = relu(sub(square(b), mul(mul(a, c), 4)));
        return div(mul(c, -2), add(b, sqrt(discriminant)));
      }
    };

  return {
    parameterCount: 3 * bins - 1,
    makeVariables: () => ({}),
    forward: within('forward'),
    inverse: within('inverse'),
  };
}
