/** Activations, their derivatives by what they gave, and elementary functions over whole tensors. */
import { address, float, loadSome, storeSome, word } from './lanes';
import {
  errorFunction,
  exponential,
  exponentialLessOne,
  hyperbolicTangent,
  logarithm,
  sigmoid,
  softplus,
} from './math';

// The order is that of `src/wasm/engine/activation.ts`.
export const LINEAR = 0;
export const RELU = 1;
export const LEAKY_RELU = 2;
const TANH = 3;
const SIGMOID = 4;
const SOFTPLUS = 5;
const ELU = 6;
const RELU6 = 7;
const EXP = 8;
const LOG = 9;
const ERF = 10;

/** One of the above; `slope` is leakyRelu's. Inlined where the kind is known, so that a loop does not choose anew. */
// @ts-ignore: decorator
@inline
export function applied(kind: i32, x: v128, slope: v128): v128 {
  switch (kind) {
    case RELU:
      return f32x4.pmax(x, f32x4.splat(0));
    case LEAKY_RELU:
      return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0)));
    case TANH:
      return hyperbolicTangent(x);
    case SIGMOID:
      return sigmoid(x);
    case SOFTPLUS:
      return softplus(x);
    case ELU:
      return v128.bitselect(x, exponentialLessOne(x), f32x4.gt(x, f32x4.splat(0)));
    case RELU6:
      return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(6));
    case EXP:
      return exponential(x);
    case LOG:
      return logarithm(x);
    case ERF:
      return errorFunction(x);
    default:
      return x;
  }
}

/** Arguments: kind, x, result, slope. A unit is a number. */
export function activate(args: usize, begin: i32, end: i32, _scratch: usize): void {
  switch (word(args, 0)) {
    case RELU:
      return activateAll(RELU, args, begin, end);
    case LEAKY_RELU:
      return activateAll(LEAKY_RELU, args, begin, end);
    case RELU6:
      return activateAll(RELU6, args, begin, end);
    default:
      return activateAll(word(args, 0), args, begin, end);
  }
}

// @ts-ignore: decorator
@inline
function activateAll(kind: i32, args: usize, begin: i32, end: i32): void {
  let from = address(args, 1) + <usize>begin * 4;
  let to = address(args, 2) + <usize>begin * 4;
  const slope = f32x4.splat(float(args, 3));
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    v128.store(to, applied(kind, v128.load(from), slope));
    from += 16;
    to += 16;
  }
  if (i < end) storeSome(to, applied(kind, loadSome(from, end - i), slope), end - i);
}

/** dy times the derivative, as a function of y: what a backward pass multiplies by. */
// @ts-ignore: decorator
@inline
function slopeVector(kind: i32, dy: v128, y: v128, slope: v128): v128 {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  switch (kind) {
    case RELU:
      return v128.and(dy, f32x4.gt(y, zero));
    case LEAKY_RELU:
      return v128.bitselect(dy, f32x4.mul(dy, slope), f32x4.gt(y, zero));
    case TANH:
      return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(y, y)));
    case SIGMOID:
      return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
    case SOFTPLUS:
      return f32x4.neg(f32x4.mul(dy, exponentialLessOne(f32x4.neg(y))));
    case ELU:
      return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, one)), f32x4.gt(y, zero));
    default:
      return dy;
  }
}

/** Arguments: kind, dy, y, result, slope. A unit is a number. */
export function activationGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  switch (word(args, 0)) {
    case RELU:
      return slopeAll(RELU, args, begin, end);
    case LEAKY_RELU:
      return slopeAll(LEAKY_RELU, args, begin, end);
    case TANH:
      return slopeAll(TANH, args, begin, end);
    case SIGMOID:
      return slopeAll(SIGMOID, args, begin, end);
    default:
      return slopeAll(word(args, 0), args, begin, end);
  }
}

// @ts-ignore: decorator
@inline
function slopeAll(kind: i32, args: usize, begin: i32, end: i32): void {
  const offset = <usize>begin * 4;
  let dy = address(args, 1) + offset;
  let y = address(args, 2) + offset;
  let to = address(args, 3) + offset;
  const slope = f32x4.splat(float(args, 4));
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    v128.store(to, slopeVector(kind, v128.load(dy), v128.load(y), slope));
    dy += 16;
    y += 16;
    to += 16;
  }
  const some = end - i;
  if (some > 0) storeSome(to, slopeVector(kind, loadSome(dy, some), loadSome(y, some), slope), some);
}
