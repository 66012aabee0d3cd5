import { assertFunction, assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import { nonSaturating } from '@latentkit/losses';
import { adam, type Optimizer } from '@latentkit/nn';
import type { GanOptions } from './model.ts';
import type { GanNetworks } from './networks.ts';

/** @throws TypeError for networks or options of names that there are not: for `gan`, and for those that call it */
export function assertArguments(caller: string, networks: GanNetworks, options: GanOptions): void {
  checkOptions(caller, networks, ['generator', 'critic', 'shape', 'latentSize', 'seed'], 'networks');
  checkOptions(caller, options, ['loss', 'penalty', 'criticSteps', 'generatorOptimizer', 'criticOptimizer']);
  assertMethods(caller, 'networks.generator', networks.generator, ['apply']);
}

/** The options with their defaults. @throws TypeError, RangeError for one that is not as said */
export function withDefaults(options: GanOptions) {
  const { loss = nonSaturating(), penalty, criticSteps = 1 } = options;
  const { generatorOptimizer = defaultOptimizer(), criticOptimizer = defaultOptimizer() } = options;
  assertMethods('gan', 'loss', loss, ['critic', 'generator']);
  if (penalty !== undefined) assertFunction('gan', 'penalty', penalty, 'a penalty');
  assertInteger('gan', 'criticSteps', criticSteps);
  assertMethods('gan', 'generatorOptimizer', generatorOptimizer, ['bind']);
  assertMethods('gan', 'criticOptimizer', criticOptimizer, ['bind']);
  return { loss, penalty, criticSteps, generatorOptimizer, criticOptimizer };
}

function defaultOptimizer(): Optimizer {
  return adam({ learningRate: 2e-4, beta1: 0.5 });
}
