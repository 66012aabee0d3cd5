import {
  assertBackend,
  assertBetween,
  assertFunction,
  assertInteger,
  assertMethods,
  assertShape,
  checkOptions,
} from '@latentkit/check';
import { nonSaturating } from '@latentkit/losses';
import { assertArchitecture, type View } from '@latentkit/model';
import { adam, hasBatchNorm, type Network, type Optimizer } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { GanArchitecture, GanOptions } from './model.ts';

/** The names of `GanOptions`. */
export const ganOptionNames = [
  'shape',
  'latentSize',
  'seed',
  'loss',
  'penalty',
  'view',
  'unroll',
  'criticSteps',
  'averageDecay',
  'generatorOptimizer',
  'criticOptimizer',
] as const;

/** The options with their defaults. @throws TypeError, RangeError for one that is not as documented, or unknown */
export function checkGan(caller: string, architecture: GanArchitecture, options: GanOptions) {
  assertArchitecture(caller, architecture, ['generator', 'critic']);
  const { shape, latentSize, seed, penalty, view, unroll, averageDecay, ...others } = checkOptions(
    caller,
    options,
    ganOptionNames,
  );
  const { loss = nonSaturating(), criticSteps = 1 } = others;
  const { generatorOptimizer = defaultOptimizer(), criticOptimizer = defaultOptimizer() } = others;
  assertShape(caller, 'shape', shape);
  assertInteger(caller, 'latentSize', latentSize);
  assertInteger(caller, 'seed', seed, 0);
  assertMethods(caller, 'loss', loss, ['critic', 'generator']);
  if (penalty !== undefined) assertFunction(caller, 'penalty', penalty, 'a penalty');
  if (view !== undefined) assertMethods(caller, 'view', view, ['apply']);
  assertInteger(caller, 'criticSteps', criticSteps);
  if (averageDecay !== undefined) assertBetween(caller, 'averageDecay', averageDecay, 0, 1);
  assertMethods(caller, 'generatorOptimizer', generatorOptimizer, ['bind']);
  assertMethods(caller, 'criticOptimizer', criticOptimizer, ['bind']);
  assertBackend(caller);
  return {
    shape,
    latentSize,
    seed,
    loss,
    penalty,
    view,
    unroll,
    criticSteps,
    averageDecay,
    generatorOptimizer,
    criticOptimizer,
  };
}

/** What speaks against a critic, as the end of an error. */
export function objectionTo(critic: Network, { penalty, view }: Pick<GanOptions, 'penalty' | 'view'>) {
  if (penalty && hasBatchNorm(critic)) {
    return (
      'has batch norm, so that a score depends on the rest of the batch and a penalty for each example means nothing: use ' +
      'another normalization or none, as dcgan({ criticBatchNorm: false }) has it.'
    );
  }
  const names = Object.keys(critic.contextSizes ?? {});
  if ((view?.packed ?? 1) > 1 && names.length > 0) {
    return `reads ${names.join(', ')} from its context, but of ${view?.packed} packed examples each has its own: leave packing out.`;
  }
  return undefined;
}

/** @throws RangeError unless the batch is a multiple of what the critic sees at once */
export function assertPacked(caller: string, argument: string, { shape: [batch] }: Tensor, view: View | undefined) {
  const packed = view?.packed ?? 1;
  if (batch! % packed === 0) return;
  throw new RangeError(
    `${caller}: ${argument} has ${batch} examples but a multiple of ${packed} was expected: so many the critic sees at once.`,
  );
}

/** Adam as Radford et al. have it (2016). */
export function defaultOptimizer(): Optimizer {
  return adam({ learningRate: 2e-4, beta1: 0.5 });
}
