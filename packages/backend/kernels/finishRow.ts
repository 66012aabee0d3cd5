/** The end of a product: a bias and an activation, for a row that is still in the cache. */
import { applied, LEAKY_RELU, LINEAR, RELU } from './activations';
import { loadSome, storeSome } from './lanes';

/**
 * Adds the bias to `columns` numbers from `row` on, and applies the activation.
 *
 * @param bias the address of the first, or 0 for none
 * @param biasStep bytes from one to the next: 4, or 0 for the same everywhere
 */
export function finishRow(kind: i32, slope: v128, bias: usize, biasStep: usize, columns: i32, row: usize): void {
  switch (kind) {
    case LINEAR:
      return finish(LINEAR, slope, bias, biasStep, columns, row);
    case RELU:
      return finish(RELU, slope, bias, biasStep, columns, row);
    case LEAKY_RELU:
      return finish(LEAKY_RELU, slope, bias, biasStep, columns, row);
    default:
      return finish(kind, slope, bias, biasStep, columns, row);
  }
}

/** Inlined where the kind is known, so that the loop does not choose anew. */
// @ts-ignore: decorator
@inline
function finish(kind: i32, slope: v128, bias: usize, biasStep: usize, columns: i32, row: usize): void {
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
