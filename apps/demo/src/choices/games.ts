/** What the two networks of a GAN minimise. */
export const adversarialLosses = [
  { value: 'nonSaturating', label: 'Non-saturating' },
  { value: 'minimax', label: 'Minimax' },
  { value: 'leastSquares', label: 'Least squares' },
  { value: 'hinge', label: 'Hinge' },
  { value: 'wasserstein', label: 'Wasserstein' },
  { value: 'relativisticPaired', label: 'Relativistic, in pairs' },
  { value: 'dualContrastive', label: 'Dual contrastive' },
] as const;

/** What is added to the critic's loss. */
export const penalties = [
  { value: 'none', label: 'None' },
  { value: 'gradientPenalty', label: 'Gradient penalty' },
  { value: 'r1', label: 'R1, on real data' },
  { value: 'r1AndR2', label: 'R1 and R2, on both sides' },
  { value: 'dragan', label: 'DRAGAN, around real data' },
] as const;

/** What the critic is shown of examples, and whether these must be pictures. */
export const views = [
  { value: 'plain', label: 'Examples as they are', ofPictures: false },
  { value: 'packed', label: 'Pairs of examples (PacGAN)', ofPictures: false },
  { value: 'noisy', label: 'Examples under noise', ofPictures: false },
  { value: 'augmented', label: 'Moved and cut (DiffAugment)', ofPictures: true },
  { value: 'adaptive', label: 'Moved and cut when needed (ADA)', ofPictures: true },
] as const;
