/** The negative log-likelihood of Bernoulli variables by their logits, and its gradients. */
import { address, loadSome, storeSome, sumOfLanes, word } from './lanes';
import { sigmoid, softplus } from './math';

/** logits, target, result, features: Σ softplus(l) − l t. A unit is an example. */
export function bernoulli(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const features = word(args, 3);
  const step = <usize>features * 4;
  let logits = address(args, 0) + <usize>begin * step;
  let target = address(args, 1) + <usize>begin * step;
  const result = address(args, 2);
  for (let example = begin; example < end; example++) {
    let sum = f32x4.splat(0);
    let i = 0;
    for (; i + 4 <= features; i += 4) {
      const at = <usize>i * 4;
      const l = v128.load(logits + at);
      sum = f32x4.add(sum, f32x4.sub(softplus(l), f32x4.mul(l, v128.load(target + at))));
    }
    let rest: f32 = 0;
    for (; i < features; i++) {
      const at = <usize>i * 4;
      const l = load<f32>(logits + at);
      rest += f32x4.extract_lane(softplus(f32x4.splat(l)), 0) - l * load<f32>(target + at);
    }
    store<f32>(result + <usize>example * 4, sumOfLanes(sum) + rest);
    logits += step;
    target += step;
  }
}

/** dy, logits, target, result, features: dy (sigmoid(l) − t), dy one for each example. A unit is an example. */
export function bernoulliGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const dy = address(args, 0);
  const features = word(args, 4);
  const step = <usize>features * 4;
  let logits = address(args, 1) + <usize>begin * step;
  let target = address(args, 2) + <usize>begin * step;
  let to = address(args, 3) + <usize>begin * step;
  for (let example = begin; example < end; example++) {
    const factor = v128.load32_splat(dy + <usize>example * 4);
    for (let i = 0; i < features; i += 4) {
      const at = <usize>i * 4;
      const some = features - i;
      const slope = f32x4.sub(sigmoid(loadSome(logits + at, some)), loadSome(target + at, some));
      storeSome(to + at, f32x4.mul(factor, slope), some);
    }
    logits += step;
    target += step;
    to += step;
  }
}
