/** Numbers and their shape, as they stand in a tensor file. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a case is told besides its tensors. */
export type Settings = Readonly<Record<string, number | boolean | string>>;

/** One row of the table: the same computation in every implementation. */
export interface Case {
  /** What `--only` goes by, such as `vae-128`. */
  readonly name: string;
  /** The row's title. */
  readonly title: string;
  /** Which program of an implementation computes it. */
  readonly program: string;
  /** What the program is told. */
  readonly settings: Settings;
  /** How many losses a training step has; a kernel has none. */
  readonly lossesPerStep?: number;
  /** How far losses may differ, as a part of them, where the noise is each one's own. Default what rounding does. */
  readonly tolerance?: number;
  /** The multiplications and additions it cannot do without; 0 where memory and not arithmetic is what takes the time. */
  readonly flop: number;
  /** Weights, batch and noise of the first steps, the same for all. Called once `useBackend` has a backend. */
  tensors(): Readonly<Record<string, Values>>;
}

/** How many steps are compared before anything is timed. Every one but the first depends on the gradients of those before. */
export const COMPARED_STEPS = 3;
