/** The standard normals of NumPy's `RandomState(seed).randn`: MT19937 and Marsaglia's polar method. */
export function numpyNormals(seed: number, count: number): Float64Array {
  const word = mersenneTwister(seed);
  const unit = () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
  const normals = new Float64Array(count);
  for (let i = 0; i < count; i += 2) {
    let [a, b, squared] = [0, 0, 0];
    do {
      [a, b] = [2 * unit() - 1, 2 * unit() - 1];
      squared = a * a + b * b;
    } while (squared >= 1 || squared === 0);
    const scale = Math.sqrt((-2 * Math.log(squared)) / squared);
    normals[i] = scale * b;
    if (i + 1 < count) normals[i + 1] = scale * a;
  }
  return normals;
}

/** Words of 32 bits. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1]! ^ (state[i - 1]! >>> 30)) + i;
  let place = 624;
  return () => {
    if (place === 624) {
      for (let i = 0; i < 624; i++) {
        const joined = (state[i]! & 0x80000000) | (state[(i + 1) % 624]! & 0x7fffffff);
        state[i] = state[(i + 397) % 624]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      }
      place = 0;
    }
    let y = state[place++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
