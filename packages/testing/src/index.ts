export { backends, onEveryBackend } from './backends.ts';
export { expectAllClose, type Tolerance } from './expectAllClose.ts';
export { expectGradients, type GradientCase, type GradientInput } from './expectGradients.ts';
export { expectNoLeak } from './expectNoLeak.ts';
export { type FiniteDifferenceOptions, finiteDifference } from './finiteDifference.ts';
export { type AdversarialLossCase, testAdversarialLoss } from './testAdversarialLoss.ts';
export { type PenaltyCase, testPenalty } from './testPenalty.ts';
export { type ReconstructionLossCase, testReconstructionLoss } from './testReconstructionLoss.ts';
export { testTrainable } from './testTrainable.ts';
