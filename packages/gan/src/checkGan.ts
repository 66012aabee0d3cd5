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
import { assertArchitecture } from '@latentkit/model';
import { adam, type Optimizer } from '@latentkit/nn';
import type { GanArchitecture, GanOptions } from './model.ts';

/** The names of all options of `gan`. */
export const ganOptionNames = [
  'shape',
  'latentSize',
  'seed',
  'loss',
  'penalty',
  'view',
  'criticSteps',
  'averageDecay',
  'generatorOptimizer',
  'criticOptimizer',
] as const;

/** The options with their defaults. @throws TypeError, RangeError for one that is not as documented, or unknown */
export function checkGan(caller: string, architecture: GanArchitecture, options: GanOptions) {
  assertArchitecture(caller, architecture, ['generator', 'critic']);
  const { shape, latentSize, seed, penalty, view, averageDecay, ...others } = checkOptions(
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
    criticSteps,
    averageDecay,
    generatorOptimizer,
    criticOptimizer,
  };
}

/** Adam as Radford et al. have it (2016). */
export function defaultOptimizer(): Optimizer {
  return adam({ learningRate: 2e-4, beta1: 0.5 });
}
