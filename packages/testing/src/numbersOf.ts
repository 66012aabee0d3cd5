import type { Tensor } from '@tensorflow/tfjs-core';

/** The numbers of tensors, read to the host, by the same names. */
export async function numbersOf(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, number[]>> {
  const numbers: Record<string, number[]> = {};
  for (const [name, x] of Object.entries(tensors)) numbers[name] = Array.from(await x.data());
  return numbers;
}
