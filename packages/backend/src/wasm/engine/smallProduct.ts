import { type Engine, float } from './engine.ts';
import { type Epilogue, left, type Product, right } from './productShape.ts';

/** Products of fewer rows than this, or of so small an inner size, are taken without laying out any matrix. */
const few = 4;

/** The product where it is too small in one direction to gain by laying matrices out; says whether it is. */
export function multiplySmall(engine: Engine, product: Product): boolean {
  const { rows, columns, inner, a, b, c, epilogue } = product;
  if (product.batch > 1 || product.split < inner || product.placement) return false;
  if (a.kind > left.turned || b.kind > right.turned) return false;
  const turnedA = a.kind === left.turned;
  const turnedB = b.kind === right.turned;
  if ((rows < few && !(turnedA && turnedB && rows > 1)) || (inner <= few && !turnedB)) {
    const rowStep = turnedA ? 4 : inner * 4;
    const step = turnedA ? rows * 4 : 4;
    const bStep = (turnedB ? inner : columns) * 4;
    takeRows(engine, rows, columns, inner, a.at, rowStep, step, turnedB, b.at, bStep, c, 4, epilogue);
    return true;
  }
  // One column: the same, turned. The right matrix is then one row of numbers, whichever way it is read.
  if (columns === 1) {
    takeRows(engine, 1, rows, inner, b.at, 0, 4, !turnedA, a.at, (turnedA ? rows : inner) * 4, c, 0, epilogue);
    return true;
  }
  return false;
}

/** See `kernels/vectorProduct.ts`. */
function takeRows(
  engine: Engine,
  rows: number,
  columns: number,
  inner: number,
  a: number,
  aRowStep: number,
  aStep: number,
  turned: boolean,
  b: number,
  bStep: number,
  c: number,
  biasStep: number,
  epilogue: Epilogue,
): void {
  const blocks = Math.ceil(columns / 512);
  const grain = Math.max(1, Math.ceil(65536 / (512 * inner + 1)));
  engine.run('vectorProduct', rows * blocks, grain, [
    columns,
    inner,
    a,
    aRowStep,
    aStep,
    turned ? 1 : 0,
    b,
    bStep,
    c,
    columns * 4,
    epilogue.bias,
    biasStep,
    epilogue.activation,
    float(epilogue.slope),
    blocks,
  ]);
}
