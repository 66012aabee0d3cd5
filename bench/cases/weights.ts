import type { Trainable } from '@latentkit/nn';
import { key, normalValues, uniformValues } from '@latentkit/random';
import { sizeOf } from '@latentkit/shared';
import type { Values } from './case.ts';

/** The networks' initial weights, in the order of the layers: `encoder.0`, `encoder.1`, `decoder.0`, … */
export function weightsOf(model: Trainable): Record<string, Values> {
  const counts: Record<string, number> = {};
  const weights: Record<string, Values> = {};
  for (const [name, tensor] of Object.entries(model.state().tensors)) {
    const part = name.split('/')[0]!;
    if (/optimizer$/i.test(part) || /\/moving[A-Z]/.test(name)) continue;
    const index = counts[part] ?? 0;
    counts[part] = index + 1;
    weights[`${part}.${index}`] = { shape: tensor.shape, values: tensor.dataSync<'float32'>().slice() };
  }
  model.dispose();
  return weights;
}

/** Numbers in [0, 1). */
export function uniform(seed: number, shape: readonly number[]): Values {
  return { shape, values: uniformValues(key(seed), sizeOf(shape)) };
}

/** Numbers of N(0, 1). */
export function normal(seed: number, shape: readonly number[]): Values {
  return { shape, values: normalValues(key(seed), sizeOf(shape)) };
}
