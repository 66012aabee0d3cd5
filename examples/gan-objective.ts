/**
 * The GAN objective at the optimal critic is −log 4 + 2 JS.
 *
 *   pnpm --filter @latentkit/examples exec tsx gan-objective.ts
 *
 * The critic of the first GAN maximises E_P log D + E_Q log(1 − D). For P and Q over six outcomes, whose expectations need
 * no samples, the table shows what it reaches by guessing, by learning its six outputs with gradient ascent, and at most,
 * with D* = p / (p + q), beside −log 4 + 2 JS.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { divergence, ganObjective, jensenShannon, optimalOutput } from '@latentkit/divergences';
import {
  add,
  clipByValue,
  grad,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({ options: { backend: { type: 'string', default: 'wasm' } } });
await useBackend(options.backend as BackendName);

const pairs: Record<string, [number[], number[]]> = {
  'the same': [
    [0.3, 0.25, 0.2, 0.15, 0.1, 0],
    [0.3, 0.25, 0.2, 0.15, 0.1, 0],
  ],
  'close together': [
    [0.3, 0.25, 0.2, 0.15, 0.1, 0],
    [0.2, 0.2, 0.2, 0.2, 0.2, 0],
  ],
  'far apart': [
    [0.5, 0.3, 0.1, 0.05, 0.04, 0.01],
    [0.01, 0.04, 0.05, 0.1, 0.3, 0.5],
  ],
  'one inside the other': [
    [0.5, 0.5, 0, 0, 0, 0],
    [0.25, 0.25, 0.25, 0.25, 0, 0],
  ],
  'nothing in common': [
    [0.2, 0.3, 0.5, 0, 0, 0],
    [0, 0, 0, 0.5, 0.3, 0.2],
  ],
};

/** E_P log D + E_Q log(1 − D), where D is sigmoid of the critic's output. */
function objective(p: Tensor2D, q: Tensor2D, output: Tensor): Tensor {
  const { activation, conjugateOfActivation } = ganObjective;
  return sum(sub(mul(p, activation(output)), mul(q, conjugateOfActivation(output))));
}

/** The outputs of a critic that has climbed the objective for a while. */
function learned(p: Tensor2D, q: Tensor2D): Tensor {
  const slope = grad((output: Tensor) => objective(p, q, output));
  let output: Tensor = zerosLike(p);
  for (let step = 0; step < 100; step++) output = add(output, mul(slope(output), 5));
  return output;
}

// Adding 0 makes 0 of −0.
const nats = (value: number) => (Math.round(value * 1e4) / 1e4 + 0).toFixed(4).padStart(8);
console.log(`${'nats'.padEnd(20)}   D = ½   learned   at D*    2 JS − log 4`);
for (const [name, rows] of Object.entries(pairs)) {
  const [p, q] = [tensor2d([rows[0]]), tensor2d([rows[1]])];
  // Infinite where only one of the two is possible; at ±30, log D and log(1 − D) are within e⁻³⁰ of their limits there.
  const best = tidy(() => clipByValue(optimalOutput(ganObjective, p, q), -30, 30));
  const values = [zerosLike(p), tidy(() => learned(p, q)), best].map((output) => tidy(() => objective(p, q, output)));
  const js = (await (await divergence(jensenShannon, p, q)).data())[0]!;
  const reached = await Promise.all(values.map(async (value) => nats((await value.data())[0]!)));
  console.log(`${name.padEnd(20)} ${reached.join('  ')}  ${nats(2 * js - Math.log(4))}`);
}
