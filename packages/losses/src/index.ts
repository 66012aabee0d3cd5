export type { AdversarialLoss } from '@latentkit/check';
export { type Key, key } from '@latentkit/random';
export { dualContrastive } from './adversarial/dualContrastive.ts';
export { hinge } from './adversarial/hinge.ts';
export { type LeastSquaresOptions, leastSquares } from './adversarial/leastSquares.ts';
export { hingeMargin, logisticMargin, type MarginLoss, squaredMargin } from './adversarial/margin.ts';
export { type LogisticOptions, minimax } from './adversarial/minimax.ts';
export { nonSaturating } from './adversarial/nonSaturating.ts';
export { relativisticAverage, relativisticPaired } from './adversarial/relativistic.ts';
export { topK } from './adversarial/topK.ts';
export { wasserstein } from './adversarial/wasserstein.ts';
export { addPenalties } from './penalty/addPenalties.ts';
export { type ConsistencyOptions, consistency } from './penalty/consistency.ts';
export { contractive } from './penalty/contractive.ts';
export { type ContractiveEstimateOptions, contractiveEstimate } from './penalty/contractiveEstimate.ts';
export { type DraganOptions, dragan } from './penalty/dragan.ts';
export { type GradientPenaltyOptions, gradientPenalty } from './penalty/gradientPenalty.ts';
export { type KlSparsityOptions, klSparsity, klSparsityFromLogits } from './penalty/klSparsity.ts';
export { l1Sparsity } from './penalty/l1Sparsity.ts';
export { type LipschitzOptions, lipschitz } from './penalty/lipschitz.ts';
export { type OrthogonalityOptions, orthogonality } from './penalty/orthogonality.ts';
export { type OrthogonalPenaltyOptions, orthogonalPenalty } from './penalty/orthogonalPenalty.ts';
export type { CriticPenalty, Penalty, PenaltyContext } from './penalty/penalty.ts';
export { type R1Options, type R2Options, r1, r2 } from './penalty/r1.ts';
export { lazyPenalty, scheduledPenalty } from './penalty/scheduled.ts';
export {
  type ZeroCenteredGradientPenaltyOptions,
  zeroCenteredGradientPenalty,
} from './penalty/zeroCenteredGradientPenalty.ts';
export { absoluteError } from './reconstruction/absoluteError.ts';
export { type FeatureDistanceOptions, featureDistance } from './reconstruction/featureDistance.ts';
export { type HuberOptions, huber } from './reconstruction/huber.ts';
export { type MsSsimOptions, msSsim } from './reconstruction/msSsim.ts';
export { squaredError } from './reconstruction/squaredError.ts';
export { ssim } from './reconstruction/ssim.ts';
export { structuralDissimilarity } from './reconstruction/structuralDissimilarity.ts';
export type { SsimOptions } from './reconstruction/structuralTerms.ts';
export { freeBits } from './vae/freeBits.ts';
export { notesRegularizer } from './vae/notesRegularizer.ts';
