import type { NamedVariables } from '@latentkit/nn';
import { add, exp, type Tensor, type Tensor1D, type Tensor2D, tensor, tidy, variable } from '@tensorflow/tfjs-core';
import { emptyMixture, type HostMixture } from '../em/hostMixture.ts';
import type { MixtureTensors } from './logProb.ts';

/** A mixture's parameters as free numbers, whatever which are a mixture: what gradient descent trains. */
export interface MixtureVariables {
  readonly variables: NamedVariables;
  /** The parameters themselves: v = floor + exp(logVariances). To be called in a `tidy`. */
  tensors(): MixtureTensors;
  /** Takes over parameters from the host. */
  write(mixture: HostMixture): void;
  /** Reads the parameters to the host. */
  read(): Promise<HostMixture>;
}

/** What is above the floor is at least this: its logarithm has to be finite. */
const LEAST = 1e-30;

/** Variables with the parameters of `initial`. */
export function mixtureVariables(initial: HostMixture, floor: number): MixtureVariables {
  const { covariance, components, size } = initial;
  const shapes = covariance.device.shapes(components, size);
  const values = valuesOf(initial, floor);
  const create = (name: string, shape: readonly number[]) =>
    tidy(() => variable(tensor(values[name]!, [...shape], 'float32')));
  const logits = create('logits', [components]);
  const means = create('means', [components, size]);
  const logVariances = create('logVariances', shapes.variances);
  const coefficients = shapes.coefficients && create('coefficients', shapes.coefficients);
  const variables: NamedVariables = { logits, means, logVariances, ...(coefficients && { coefficients }) };
  return {
    variables,
    tensors: () => ({
      logits: logits as unknown as Tensor1D,
      means: means as unknown as Tensor2D,
      factors: {
        variances: add(exp(logVariances), floor),
        ...(coefficients && { coefficients: coefficients as Tensor }),
      },
    }),
    write(mixture) {
      tidy(() => {
        for (const [name, numbers] of Object.entries(valuesOf(mixture, floor))) {
          variables[name]!.assign(tensor(numbers, variables[name]!.shape, 'float32'));
        }
      });
    },
    async read() {
      const mixture = emptyMixture(covariance, components, size);
      await readInto(mixture, floor, variables);
      return mixture;
    },
  };
}

function valuesOf({ weights, means, factors }: HostMixture, floor: number): Record<string, Float32Array> {
  const { variances, coefficients } = factors;
  return {
    logits: Float32Array.from(weights, Math.log),
    means: Float32Array.from(means),
    logVariances: Float32Array.from(variances, (variance) => Math.log(Math.max(LEAST, variance - floor))),
    ...(coefficients && { coefficients: Float32Array.from(coefficients) }),
  };
}

async function readInto({ weights, means, factors }: HostMixture, floor: number, variables: NamedVariables) {
  const [logits, values, logVariances, coefficients] = await Promise.all(
    ['logits', 'means', 'logVariances', 'coefficients'].map((name) => variables[name]?.data()),
  );
  const largest = Math.max(...logits!);
  weights.set(Float64Array.from(logits!, (logit) => Math.exp(logit - largest)));
  const total = weights.reduce((sum, weight) => sum + weight);
  for (let k = 0; k < weights.length; k++) weights[k]! /= total;
  means.set(values!);
  factors.variances.set(Float64Array.from(logVariances!, (value) => floor + Math.exp(value)));
  if (coefficients) factors.coefficients!.set(coefficients);
}
