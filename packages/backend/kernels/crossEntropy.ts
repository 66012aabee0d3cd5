/** The cross-entropy of probabilities with those of logits, and its gradient by these. */
import { address, loadSome, storeSome, sumOfLanes, word } from './lanes';
import { exponential, logarithm } from './math';

/** The first `count` logits, 1 to 4, and −Infinity behind them: what is added up of those is 0. */
// @ts-ignore: decorator
@inline
function loadLogits(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  const there = i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
  return v128.bitselect(loadSome(from, count), f32x4.splat(-Infinity), there);
}

/** The largest of a row in every lane; NaN where one is. */
// @ts-ignore: decorator
@inline
function largest(logits: usize, classes: i32): v128 {
  let most = f32x4.splat(-Infinity);
  for (let i = 0; i < classes; i += 4) {
    most = f32x4.max(most, loadLogits(logits + <usize>i * 4, classes - i));
  }
  most = f32x4.max(most, i32x4.shuffle(most, most, 2, 3, 0, 1));
  return f32x4.max(most, i32x4.shuffle(most, most, 1, 0, 3, 2));
}

/** logits, target, result, classes: Σ t (log Σ exp l − l), where 0 · ∞ is 0. A unit is an example. */
export function crossEntropy(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const classes = word(args, 3);
  const step = <usize>classes * 4;
  let logits = address(args, 0) + <usize>begin * step;
  let target = address(args, 1) + <usize>begin * step;
  const result = address(args, 2);
  for (let example = begin; example < end; example++) {
    const most = largest(logits, classes);
    let powers = f32x4.splat(0);
    let weight = f32x4.splat(0);
    let sum = f32x4.splat(0);
    for (let i = 0; i < classes; i += 4) {
      const at = <usize>i * 4;
      const t = loadSome(target + at, classes - i);
      const below = f32x4.sub(most, loadLogits(logits + at, classes - i));
      powers = f32x4.add(powers, exponential(f32x4.neg(below)));
      weight = f32x4.add(weight, t);
      const nothing = v128.and(f32x4.eq(t, f32x4.splat(0)), f32x4.eq(below, f32x4.splat(Infinity)));
      sum = f32x4.add(sum, v128.andnot(f32x4.mul(t, below), nothing));
    }
    const log = f32x4.extract_lane(logarithm(f32x4.splat(sumOfLanes(powers))), 0);
    store<f32>(result + <usize>example * 4, sumOfLanes(sum) + sumOfLanes(weight) * log);
    logits += step;
    target += step;
  }
}

/** dy, logits, target, result, classes: dy (Σ t · softmax(l) − t), dy one for each example. A unit is an example. */
export function crossEntropyGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const dy = address(args, 0);
  const classes = word(args, 4);
  const step = <usize>classes * 4;
  let logits = address(args, 1) + <usize>begin * step;
  let target = address(args, 2) + <usize>begin * step;
  let to = address(args, 3) + <usize>begin * step;
  for (let example = begin; example < end; example++) {
    const most = largest(logits, classes);
    let powers = f32x4.splat(0);
    let weight = f32x4.splat(0);
    for (let i = 0; i < classes; i += 4) {
      const at = <usize>i * 4;
      const some = classes - i;
      const power = exponential(f32x4.sub(loadLogits(logits + at, some), most));
      storeSome(to + at, power, some);
      powers = f32x4.add(powers, power);
      weight = f32x4.add(weight, loadSome(target + at, some));
    }
    const share = f32x4.splat(sumOfLanes(weight) / sumOfLanes(powers));
    const factor = v128.load32_splat(dy + <usize>example * 4);
    for (let i = 0; i < classes; i += 4) {
      const at = <usize>i * 4;
      const some = classes - i;
      const slope = f32x4.sub(f32x4.mul(share, loadSome(to + at, some)), loadSome(target + at, some));
      storeSome(to + at, f32x4.mul(factor, slope), some);
    }
    logits += step;
    target += step;
    to += step;
  }
}
