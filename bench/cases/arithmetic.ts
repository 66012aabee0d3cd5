/** A network as the multiply-adds of each of its layers on one example. */
export type Work = readonly number[];

/** `784-400-40` as `[784, 400, 40]`. */
export function denseWork(...sizes: number[]): Work {
  return sizes.slice(1).map((size, layer) => size * sizes[layer]!);
}

/** A convolution, or a transposed one: `pixels` is the area of its smaller picture, where each kernel is laid down once. */
export function convWork(pixels: number, kernelSize: number, from: number, to: number): number {
  return pixels * kernelSize ** 2 * from * to;
}

/** One pass over a network: forward, or a gradient by all its weights. */
export function pass(work: Work): number {
  return work.reduce((total, layer) => total + layer, 0);
}

/** The gradient by what goes into each layer but the first, whose input is data. */
function backToSecond(work: Work): number {
  return pass(work.slice(1));
}

/** Forward, gradient by the weights, gradient by all inputs that are not data. */
export function training(work: Work): number {
  return 2 * pass(work) + backToSecond(work);
}

/** From multiply-adds to operations. */
export function operations(batch: number, multiplyAdds: number): number {
  return 2 * batch * multiplyAdds;
}
