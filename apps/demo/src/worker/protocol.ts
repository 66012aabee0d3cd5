import type { Settings } from '../settings.ts';

/** Pictures one after another, each row by row, bytes 0 to 255. */
export interface Pictures {
  readonly kind: 'pictures';
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
}

/** Points of the plane: x, y, x, y, … */
export interface Points {
  readonly kind: 'points';
  readonly values: Float32Array;
}

export type Shown = Pictures | Points;

/** A rectangle of the plane. */
export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** What a model makes of a square lattice, row by row from the top: from 0, generated, to 1, real. */
export interface Field {
  readonly size: number;
  readonly shades: Float32Array;
}

/** What the model gives at one moment. */
export interface View {
  readonly step: number;
  readonly samples: Shown;
  readonly reconstructions?: Shown;
  readonly field?: Field;
}

/** What is known once the data are there and the model stands. */
export interface Opened {
  readonly threads: number;
  readonly parameters: number;
  readonly examples: number;
  readonly stepsPerEpoch: number;
  /** Names of the terms of the loss. */
  readonly terms: readonly string[];
  /** Real data: the originals of the reconstructions, for points a part of the data. */
  readonly originals: Shown;
  /** The part of the plane to look at, for points. */
  readonly extent?: Extent;
  readonly view: View;
  /** The terms of the untrained model's loss on the originals. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The step at which an earlier visit left this very run. */
  readonly leftAt?: number;
}

/** Steps done since the last report, the newest last. */
export interface Report {
  readonly steps: readonly { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[];
  readonly epoch: number;
  readonly stepsPerSecond: number;
}

/** Something that went wrong, in words for the reader. */
export interface Problem {
  readonly what: string;
  readonly fix: string;
  /** The backend that could not be had. */
  readonly backend?: string;
}

/** Either the answer or what went wrong: errors lose their class on the way between threads, values do not. */
export type Outcome<T> = { readonly value: T } | { readonly problem: Problem };

/** What the page is told while training goes on. */
export interface Listener {
  report(report: Report): void;
  view(view: View): void;
  status(text: string): void;
  /** The run as it stood at this step will be there at the next visit. */
  saved(step: number): void;
  /** Something went wrong that does not stop the run. */
  warned(problem: Problem): void;
  /** Training stopped by itself. */
  failed(problem: Problem): void;
}

/** What the page can ask of the worker. */
export interface Api {
  open(settings: Settings, files: readonly File[], listener: Listener): Promise<Outcome<Opened>>;
  start(): Promise<void>;
  /** Answers with the step count once no step is under way any more. */
  pause(): Promise<number>;
  step(): Promise<number>;
  /** A checkpoint: a safetensors file. */
  save(): Promise<Outcome<Uint8Array>>;
  /** The settings that a checkpoint was saved with, as a search string, where it says. */
  settingsIn(checkpoint: Uint8Array): Promise<Outcome<string | undefined>>;
  /** Takes over a checkpoint; answers with its step. */
  load(checkpoint: Uint8Array): Promise<Outcome<number>>;
  /** Takes over what an earlier visit left. */
  resume(): Promise<Outcome<number>>;
}
