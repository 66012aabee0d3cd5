/** H = −Σ p ln p of how often each class occurs, in nats. */
export function entropyOf(classes: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < classes.length; i++) counts.set(classes[i]!, (counts.get(classes[i]!) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / classes.length) * Math.log(count / classes.length);
  return entropy;
}

/** I(a; b) = H(a) + H(b) − H(a, b) of two classifications of the same examples, in nats; classes are integers. */
export function mutualInformationOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const numbered = new Map<number, number>();
  for (let i = 0; i < b.length; i++) if (!numbered.has(b[i]!)) numbered.set(b[i]!, numbered.size);
  const pairs = Array.from(a, (x, i) => x * numbered.size + numbered.get(b[i]!)!);
  return Math.max(0, entropyOf(a) + entropyOf(b) - entropyOf(pairs));
}

/** The bin of each number, of as many of one width from the least number to the greatest. */
export function binned(numbers: Float64Array, bins: number): Int32Array {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of numbers) [least, greatest] = [Math.min(least, x), Math.max(greatest, x)];
  if (least === greatest) return new Int32Array(numbers.length);
  return Int32Array.from(numbers, (x) => Math.min(bins - 1, Math.floor(((x - least) / (greatest - least)) * bins)));
}
