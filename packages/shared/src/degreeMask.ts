/**
 * The mask of a kernel `[inputs, outputs]` in which an output sees only the inputs of lower degree, or of at most its own
 * where `includes` says so: Germain, Gregor, Murray & Larochelle, "MADE", 2015, https://arxiv.org/abs/1502.03509
 */
export function degreeMask(inputs: readonly number[], outputs: readonly number[], includes: boolean): Float32Array {
  return Float32Array.from({ length: inputs.length * outputs.length }, (_, at) => {
    const [input, output] = [inputs[Math.floor(at / outputs.length)]!, outputs[at % outputs.length]!];
    return (includes ? input <= output : input < output) ? 1 : 0;
  });
}
