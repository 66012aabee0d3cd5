/** The end of a product: a bias and an activation, for a row that is still in the cache. */
import { applied, LEAKY_RELU, LINEAR, RELU } from './activations';
import { address, float, loadSome, storeSome, word } from './lanes';

/** Activation, slope, bias, channels, pixels. A unit is a pixel, whose channels are finished in place. */
export function finish(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const kind = word(args, 0);
  const slope = f32x4.splat(float(args, 1));
  const bias = address(args, 2);
  const channels = word(args, 3);
  const pixel = <usize>channels * 4;
  let at = address(args, 4) + <usize>begin * pixel;
  // Without a bias, or with one for all, pixels do not differ.
  if (bias == 0 || channels == 1) return finishRow(kind, slope, bias, 0, (end - begin) * channels, at);
  for (let i = begin; i < end; i++) {
    finishRow(kind, slope, bias, 4, channels, at);
    at += pixel;
  }
}

/**
 * Adds the bias to `columns` numbers from `row` on, and applies the activation.
 *
 * @param bias the address of the first, or 0 for none
 * @param biasStep bytes from one to the next: 4, or 0 for the same everywhere
 */
export function finishRow(kind: i32, slope: v128, bias: usize, biasStep: usize, columns: i32, row: usize): void {
  switch (kind) {
    case LINEAR:
      return finishAs(LINEAR, slope, bias, biasStep, columns, row);
    case RELU:
      return finishAs(RELU, slope, bias, biasStep, columns, row);
    case LEAKY_RELU:
      return finishAs(LEAKY_RELU, slope, bias, biasStep, columns, row);
    default:
      return finishAs(kind, slope, bias, biasStep, columns, row);
  }
}

/** Inlined where the kind is known, so that the loop does not choose anew. */
// @ts-ignore: decorator
@inline
function finishAs(kind: i32, slope: v128, bias: usize, biasStep: usize, columns: i32, row: usize): void {
  let offset = bias != 0 ? v128.load32_splat(bias) : f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= columns; i += 4) {
    if (biasStep != 0) offset = v128.load(bias + <usize>i * 4);
    v128.store(row, applied(kind, f32x4.add(v128.load(row), offset), slope));
    row += 16;
  }
  const some = columns - i;
  if (some == 0) return;
  if (biasStep != 0) offset = loadSome(bias + <usize>i * 4, some);
  storeSome(row, applied(kind, f32x4.add(loadSome(row, some), offset), slope), some);
}
