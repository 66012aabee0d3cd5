/** ln det of `count` diagonal matrices with `length` variances each, every one `times` over. */
export function logDeterminants(variances: Float64Array, count: number, length: number, times = 1): Float64Array {
  const result = new Float64Array(count);
  for (let k = 0, at = 0; k < count; k++) {
    for (let j = 0; j < length; j++, at++) result[k]! += times * Math.log(variances[at]!);
  }
  return result;
}
