import type { DiagonalGaussian } from '@latentkit/distributions';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The Gaussians of a hierarchy of latents, as an inference needs them. Level 0 is the lowest, whose latents are decoded. */
export interface Hierarchy {
  /** How many levels there are, at least 2. */
  readonly count: number;
  /** What the encoder gives: of all levels for an inference from the top, else of the lowest alone. */
  readonly encoded: readonly DiagonalGaussian[];
  /** By the network of a level, from the latents below it; not for an inference from the top. */
  up(level: number, below: Tensor): DiagonalGaussian;
  /** p(latents of a level | latents above it). */
  down(level: number, above: Tensor): DiagonalGaussian;
  /** Latents of a level. */
  draw(level: number, posterior: DiagonalGaussian): Tensor;
}

/** The latents of a level. */
export interface InferredLevel {
  readonly latents: Tensor;
  /** What they were drawn from. */
  readonly posterior: DiagonalGaussian;
  /** What the latents above say of them: of every level but the top. */
  readonly prior?: DiagonalGaussian;
}

/** In which order the latents of all levels are inferred, and from what: `bottomUp`, `ladder`. */
export interface Inference {
  /**
   * Whether it begins at the top. The encoder gives Gaussians of all levels then, and a level's prior is known before its
   * latents are drawn, so that the divergence is exact.
   */
  readonly fromTop: boolean;
  /** The levels, from the lowest. */
  infer(hierarchy: Hierarchy): readonly InferredLevel[];
}
