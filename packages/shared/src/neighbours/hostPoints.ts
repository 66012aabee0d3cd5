/** Points on the host, `count` times `size` numbers, row by row. */
export interface HostPoints {
  readonly values: Float32Array;
  readonly count: number;
  readonly size: number;
}

/** ‖aᵢ − bⱼ‖², in float64. */
export function squaredDistance(a: HostPoints, i: number, b: HostPoints, j: number): number {
  const { size } = a;
  let total = 0;
  for (let k = 0; k < size; k++) {
    const difference = a.values[i * size + k]! - b.values[j * size + k]!;
    total += difference * difference;
  }
  return total;
}
