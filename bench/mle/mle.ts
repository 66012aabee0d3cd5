/**
 * EM for a mixture of Gaussians, beside scikit-learn: the same points, the same start, as many iterations, by turns.
 *
 *   pnpm --filter @latentkit/bench mle [--points 10000] [--components 25] [--iterations 50] [--rounds 5]
 *
 * Prints the seconds of each and their ratio; fails where the log-likelihoods differ by more than 1e-3 nats a point.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { full, gaussianMixture } from '@latentkit/mle';
import { key, normalValues, uniformValues } from '@latentkit/random';
import { tensor2d } from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({
  options: {
    points: { type: 'string', default: '10000' },
    components: { type: 'string', default: '25' },
    iterations: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '5' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const [count, components] = [Number(options.points), Number(options.components)];
const [iterations, rounds] = [Number(options.iterations), Number(options.rounds)];
const size = 2;

await useBackend('wasm');
// As many clouds as components, each about a place in a square; the means start at the first points.
const places = uniformValues(key(1), components * size).map((place) => 10 * place);
const noise = normalValues(key(2), count * size);
const points = noise.map((z, at) => places[(at % (components * size)) as number]! + 0.7 * z);
const means = points.slice(0, components * size);
const data = tensor2d(points, [count, size]);

const child = spawn(options.python, [fileURLToPath(new URL('child.py', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

async function python(): Promise<{ seconds: number; score: number }> {
  child.stdin.write(`${JSON.stringify({ points: [...points], size, means: [...means], iterations })}\n`);
  const { value, done } = await answers.next();
  if (done) throw new Error(`${options.python} ended without an answer: is scikit-learn (python3-sklearn) installed?`);
  return JSON.parse(value);
}

async function latentkit(): Promise<{ seconds: number; score: number }> {
  const covariances = Array.from({ length: components }, () => [1, 0, 0, 1]);
  const model = gaussianMixture({
    shape: [size],
    components,
    covariance: full,
    seed: 1,
    initial: { means, covariances },
  });
  const start = performance.now();
  const { logLikelihood } = await model.fit(data, { warmStart: true, iterations, tolerance: 0 });
  const seconds = (performance.now() - start) / 1000;
  model.dispose();
  // scikit-learn tells the likelihood before its last M-step.
  return { seconds, score: logLikelihood.at(-2)! };
}

const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
for (let round = 0; round <= rounds; round++) {
  const [ours, theirs] = [await latentkit(), await python()];
  if (!(Math.abs(ours.score - theirs.score) < 1e-3)) {
    throw new Error(`the log-likelihoods differ: ${ours.score} here, ${theirs.score} by scikit-learn`);
  }
  // The first round warms up.
  if (round === 0) continue;
  times.ours.push(ours.seconds);
  times.theirs.push(theirs.seconds);
}
child.stdin.end();

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const [ours, theirs] = [median(times.ours), median(times.theirs)];
console.log(
  `EM, full covariance, ${count} x ${size}, K = ${components}, ${iterations} iterations, median of ${rounds}:`,
);
console.log(`  LatentKit     ${ours.toFixed(3)} s`);
console.log(`  scikit-learn  ${theirs.toFixed(3)} s`);
console.log(`  ratio         ${(ours / theirs).toFixed(2)}  (above 1: LatentKit is slower)`);
