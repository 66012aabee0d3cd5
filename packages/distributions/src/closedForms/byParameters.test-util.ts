/** The closed forms of parameters, as the tests write them. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import {
  type BetaParameters,
  bernoulliOfLogits,
  bernoulliOfProbabilities,
  beta,
  bhattacharyya,
  categoricalOfLogits,
  categoricalOfProbabilities,
  type DiagonalGaussianParameters,
  type Distribution,
  diagonalGaussian,
  type FullGaussianParameters,
  fullGaussian,
  type GammaParameters,
  gamma,
  jeffreys,
  kl,
  squaredHellingerDistance,
  squaredWasserstein2,
} from '../index.ts';

export type DiagonalGaussian = DiagonalGaussianParameters;
export type FullGaussian = FullGaussianParameters;

const between =
  <P>(form: (p: Distribution, q: Distribution) => Tensor1D, of: (parameters: P) => Distribution) =>
  (p: P, q: P): Tensor1D =>
    form(of(p), of(q));

const ofDiagonal = (p: DiagonalGaussian) => diagonalGaussian(p);
const ofFull = (p: FullGaussian) => fullGaussian(p);
export const diagonalGaussianKl = between(kl, ofDiagonal);
export const diagonalGaussianJeffreys = between(jeffreys, ofDiagonal);
export const diagonalGaussianBhattacharyya = between(bhattacharyya, ofDiagonal);
export const diagonalGaussianSquaredHellinger = between(squaredHellingerDistance, ofDiagonal);
export const diagonalGaussianSquaredWasserstein = between(squaredWasserstein2, ofDiagonal);
export const fullGaussianKl = between(kl, ofFull);
export const fullGaussianJeffreys = between(jeffreys, ofFull);
export const fullGaussianBhattacharyya = between(bhattacharyya, ofFull);
export const fullGaussianSquaredHellinger = between(squaredHellingerDistance, ofFull);
export const fullGaussianSquaredWasserstein = between(squaredWasserstein2, ofFull);
export const bernoulliKl = between(kl, (p: Tensor) => bernoulliOfProbabilities(p));
export const bernoulliKlFromLogits = between(kl, (p: Tensor) => bernoulliOfLogits(p));
export const categoricalKl = between(kl, (p: Tensor) => categoricalOfProbabilities(p));
export const categoricalKlFromLogits = between(kl, (p: Tensor) => categoricalOfLogits(p));
export const gammaKl = between(kl, (p: GammaParameters) => gamma(p));
export const betaKl = between(kl, (p: BetaParameters) => beta(p));
