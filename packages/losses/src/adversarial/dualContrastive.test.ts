import { average, testAdversarialLoss } from '@latentkit/testing';
import { dualContrastive } from './dualContrastive.ts';

/** −E log of the share that a high score has of itself and all low ones. */
const half = (high: Float64Array, low: Float64Array) =>
  average(high, (h) => {
    const largest = Math.max(h, ...low);
    const all = low.reduce((sum, l) => sum + Math.exp(l - largest), Math.exp(h - largest));
    return largest + Math.log(all) - h;
  });
const negated = (scores: Float64Array) => scores.map((score) => -score);
const contrast = (high: Float64Array, low: Float64Array) => half(high, low) + half(negated(low), negated(high));

testAdversarialLoss('dualContrastive', dualContrastive, {
  critic: contrast,
  generator: contrast,
  atZero: { critic: 2 * Math.log(4), generator: 2 * Math.log(4) },
  averaged: false,
});
