import { digits } from '@latentkit/datasets';
import { reconstructionError } from '@latentkit/metrics';
import type { Batch } from '@latentkit/nn';
import { foldIn, key, permutation } from '@latentkit/random';
import { dispose, gather, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Values } from '../cases/case.ts';
import type { Model, Variant } from './variant.ts';

/** The key of what is lost of the test images. */
const CORRUPTION = 1;

/** Examples and their labels. */
export interface Examples {
  readonly data: Tensor;
  readonly label: Tensor;
}

/** What both train on, and when they are evaluated. */
export interface Plan {
  readonly train: Examples;
  readonly test: Examples;
  readonly batchSize: number;
  /** The epochs after which the test images are evaluated, in ascending order; the last ends the training. */
  readonly epochs: readonly number[];
}

/** The digits, as float32 tensors. */
export async function digitsOf(epochs: readonly number[]): Promise<Plan> {
  const { train, test } = await digits({ labels: true });
  return { train: train.toTensor(), test: test.toTensor(), batchSize: 128, epochs };
}

/** Which examples are in which batch: `[steps, batchSize]`. The last partial batch of an epoch is dropped. */
export function orderOf({ train, batchSize, epochs }: Plan, seed: number): Values {
  const count = train.data.shape[0]!;
  const steps = Math.floor(count / batchSize);
  const values = new Float32Array(epochs.at(-1)! * steps * batchSize);
  for (let epoch = 0; epoch < epochs.at(-1)!; epoch++) {
    const order = permutation(foldIn(key(seed), epoch), count);
    values.set(order.subarray(0, steps * batchSize), epoch * steps * batchSize);
  }
  return { shape: [epochs.at(-1)! * steps, batchSize], values };
}

/** What a model is trained on: alone, or with what it is conditioned on. */
const batchOf = ({ labels }: Variant, { data, label }: Examples): Batch => (labels ? { data, label } : data);

/** What is left of examples for a variant that is to restore them. Always the same. */
export function corrupted({ corrupts }: Variant, data: Tensor): Tensor | undefined {
  return corrupts?.(data, key(CORRUPTION));
}

/** Trains the model in that order. Gives its term on the test images after each of the epochs. */
export async function trainOurs(variant: Variant, model: Model, plan: Plan, order: Values): Promise<number[]> {
  const { train, epochs } = plan;
  const curve: number[] = [];
  const [steps, batchSize] = order.shape as [number, number];
  const perEpoch = steps / epochs.at(-1)!;
  for (let step = 0; step < steps; step++) {
    tidy(() => {
      const rows = tensor1d(Int32Array.from(order.values.subarray(step * batchSize, (step + 1) * batchSize)), 'int32');
      dispose(model.step(batchOf(variant, { data: gather(train.data, rows), label: gather(train.label, rows) })));
    });
    if (!epochs.includes((step + 1) / perEpoch)) continue;
    curve.push(await evaluated(variant, model, plan.test));
  }
  return curve;
}

/** The term of the test images; where a variant corrupts them, of what it restores. */
async function evaluated(variant: Variant, model: Model, test: Examples): Promise<number> {
  const seen = corrupted(variant, test.data);
  if (seen) {
    const restored = model.reconstruct(seen);
    const error = await reconstructionError(test.data, restored, { kind: 'crossEntropy' });
    dispose([seen, restored]);
    return error;
  }
  const terms = model.evaluate(batchOf(variant, test));
  const value = terms[variant.term]!.dataSync()[0]!;
  dispose(terms);
  return value;
}

/** The initial weights by name, the images, the labels and the order, for the twin. */
export function tensorsOf(
  variant: Variant,
  model: Model,
  { train, test }: Plan,
  order: Values,
): Record<string, Values> {
  const seen = corrupted(variant, test.data);
  const named = {
    ...model.state().tensors,
    'train.data': train.data,
    'train.label': train.label,
    'test.data': test.data,
    'test.label': test.label,
    ...(seen && { 'test.seen': seen }),
  };
  const tensors = Object.entries(named).filter(([name]) => !/optimizer/i.test(name));
  const values = Object.fromEntries(tensors.map(([name, tensor]) => [name, valuesOf(tensor)]));
  seen?.dispose();
  return { ...values, order };
}

/** A tensor as it stands in a tensor file. */
export function valuesOf(tensor: Tensor): Values {
  return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
}
