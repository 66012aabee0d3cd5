/** The distance in float64, by another way: both quantile functions evaluated in the middle of every 1/(n m). */
export function wassersteinReference(x: ArrayLike<number>, y: ArrayLike<number>, order: number): number {
  const [sortedX, sortedY] = [x, y].map((samples) => Float64Array.from(samples).sort()) as [Float64Array, Float64Array];
  const pieces = sortedX.length * sortedY.length;
  let total = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const [i, j] = [Math.floor(piece / sortedY.length), Math.floor(piece / sortedX.length)];
    total += Math.abs(sortedX[i]! - sortedY[j]!) ** order / pieces;
  }
  return total ** (1 / order);
}
