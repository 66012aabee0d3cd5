/** 1/(1 + e⁻ˣ) in float64, without overflow. */
export const logistic = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));

/** log P of a level in float64: the smaller tail is the difference that does not cancel. */
export function logProbability(level: number, mean: number, logScale: number, count = 256) {
  const at = (edge: number) => ((level + edge) / (count - 1) - mean) / Math.exp(logScale);
  const [lower, upper] = [level === 0 ? -Infinity : at(-0.5), level === count - 1 ? Infinity : at(0.5)];
  const mirrored = lower + upper > 0;
  const [near, far] = mirrored ? [-upper, -lower] : [lower, upper];
  return Math.log(logistic(far) - (near === -Infinity ? 0 : logistic(near)));
}
