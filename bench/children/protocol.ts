import type { Settings } from '../cases/case.ts';

/** What the parent asks of a child, a JSON object on a line each. */
export type Request =
  | { readonly ask: 'load'; readonly program: string; readonly settings: Settings; readonly file: string }
  | { readonly ask: 'run'; readonly times: number };

/**
 * What a child answers: an empty object once at its start; to `load` the losses of the first steps, or why it is unable; to
 * `run` the milliseconds of all the steps together.
 */
export interface Answer {
  readonly losses?: readonly number[];
  readonly milliseconds?: number;
  readonly unable?: string;
}
