/** A draw from Gaussians by their mean and log variance, its divergence from the standard one, and both gradients. */
import { address, loadSome, storeSome, sumOfLanes, word } from './lanes';
import { exponential, exponentialLessOne, exponentialLessTangent } from './math';

/** σ = exp(logVariance / 2) */
// @ts-ignore: decorator
@inline
function deviation(logVariance: v128): v128 {
  return exponential(f32x4.mul(logVariance, f32x4.splat(0.5)));
}

/** mean, logVariance, noise, sample, kl, size: mean + σ noise, and ½ Σ (mean² + σ² − 1 − log σ²). A unit is an example. */
export function gaussianSample(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const kl = address(args, 4);
  const size = word(args, 5);
  const step = <usize>size * 4;
  const offset = <usize>begin * step;
  let mean = address(args, 0) + offset;
  let logVariance = address(args, 1) + offset;
  let noise = address(args, 2) + offset;
  let sample = address(args, 3) + offset;
  for (let example = begin; example < end; example++) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < size; i += 4) {
      const at = <usize>i * 4;
      const some = size - i;
      const m = loadSome(mean + at, some);
      const l = loadSome(logVariance + at, some);
      storeSome(sample + at, f32x4.add(m, f32x4.mul(deviation(l), loadSome(noise + at, some))), some);
      sum = f32x4.add(sum, f32x4.add(f32x4.mul(m, m), exponentialLessTangent(l)));
    }
    store<f32>(kl + <usize>example * 4, 0.5 * sumOfLanes(sum));
    mean += step;
    logVariance += step;
    noise += step;
    sample += step;
  }
}

/**
 * dSample, dKl, mean, logVariance, noise, dMean, dLogVariance, size: dSample + dKl mean, and
 * ½ (dSample noise σ + dKl (σ² − 1)), dKl one for each example. A unit is an example.
 */
export function gaussianSampleGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const dKl = address(args, 1);
  const size = word(args, 7);
  const step = <usize>size * 4;
  const offset = <usize>begin * step;
  let dSample = address(args, 0) + offset;
  let mean = address(args, 2) + offset;
  let logVariance = address(args, 3) + offset;
  let noise = address(args, 4) + offset;
  let dMean = address(args, 5) + offset;
  let dLogVariance = address(args, 6) + offset;
  for (let example = begin; example < end; example++) {
    const d = v128.load32_splat(dKl + <usize>example * 4);
    for (let i = 0; i < size; i += 4) {
      const at = <usize>i * 4;
      const some = size - i;
      const l = loadSome(logVariance + at, some);
      const ds = loadSome(dSample + at, some);
      storeSome(dMean + at, f32x4.add(ds, f32x4.mul(d, loadSome(mean + at, some))), some);
      const bySample = f32x4.mul(f32x4.mul(ds, loadSome(noise + at, some)), deviation(l));
      const byKl = f32x4.mul(d, exponentialLessOne(l));
      storeSome(dLogVariance + at, f32x4.mul(f32x4.splat(0.5), f32x4.add(bySample, byKl)), some);
    }
    dSample += step;
    mean += step;
    logVariance += step;
    noise += step;
    dMean += step;
    dLogVariance += step;
  }
}
