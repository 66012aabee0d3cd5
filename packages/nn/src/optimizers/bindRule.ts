import { assertBackend, assertTensor, sameShape, show, showShape } from '@latentkit/check';
import { type Tensor, tidy, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import { assertDistinct, assertVariables } from '../assertVariables.ts';
import type { NamedTensors, NamedVariables } from '../network.ts';
import { assignAll } from '../state/assignAll.ts';
import { checkCounters, checkTensors } from '../state/check.ts';
import type { BoundOptimizer } from './optimizer.ts';

/** How one variable is updated: from it, its gradient, its moments and its name to the new value and the new moments. */
export type Update = (value: Tensor, gradient: Tensor, moments: readonly Tensor[], name: string) => readonly Tensor[];

/** An optimiser that treats each variable alone: the names of its moments, and the update of a step (0, 1, …). */
export interface Rule {
  readonly name: string;
  readonly moments: readonly string[];
  at(step: number): Update;
}

/** Ties a rule to variables; the moments start at zero. */
export function bindRule({ name, moments, at }: Rule, variables: NamedVariables): BoundOptimizer {
  assertVariables(name, 'variables', variables);
  assertDistinct(name, variables);
  assertBackend(name);
  const slots: Record<string, Variable> = {};
  for (const [of, { shape }] of Object.entries(variables)) {
    for (const moment of moments) slots[`${of}/${moment}`] = tidy(() => variable(zeros(shape), false));
  }
  let step = 0;
  return {
    variables,
    apply(gradients) {
      checkGradients(name, variables, gradients);
      const update = at(step);
      tidy(() => {
        for (const [of, value] of Object.entries(variables)) {
          const targets = [value, ...moments.map((moment) => slots[`${of}/${moment}`]!)];
          tidy(() => {
            const results = update(value, gradients[of]!, targets.slice(1), of);
            for (const [i, target] of targets.entries()) target.assign(results[i]!);
          });
        }
      });
      step++;
    },
    state: () => ({ tensors: { ...slots }, counters: { step } }),
    restore(state) {
      checkTensors(name, slots, state.tensors);
      checkCounters(name, ['step'], state.counters);
      assignAll(slots, state.tensors);
      step = state.counters.step!;
    },
    dispose() {
      for (const slot of Object.values(slots)) slot.dispose();
    },
  };
}

function checkGradients(caller: string, variables: NamedVariables, gradients: NamedTensors): void {
  if (Object(gradients) !== gradients) {
    throw new TypeError(`${caller}: gradients is ${show(gradients)} but tensors by name were expected.`);
  }
  for (const [name, { shape }] of Object.entries(variables)) {
    const gradient = Object.hasOwn(gradients, name) ? gradients[name] : undefined;
    if (!gradient)
      throw new RangeError(`${caller}: gradients has no ${name} but the gradient of every variable was expected.`);
    assertTensor(caller, `gradients.${name}`, gradient);
    if (!sameShape(gradient.shape, shape)) {
      throw new RangeError(
        `${caller}: gradients has ${name} of shape ${showShape(gradient.shape)} but ${showShape(shape)} was expected.`,
      );
    }
  }
  for (const name of Object.keys(gradients)) {
    if (!Object.hasOwn(variables, name)) {
      throw new RangeError(`${caller}: gradients has ${name} but there is no such variable.`);
    }
  }
}
