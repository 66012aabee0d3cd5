import type { Engine } from './losses.ts';
import type { ProjectName } from './projects.ts';
import type { Tool } from './tools.ts';

/** What a run of the quick start printed, and whose WebAssembly computed it. */
export interface Printed {
  readonly engine: Engine;
  readonly text: string;
}

/** Runs what is in the folder of an environment. Nothing is returned where the program was meant to fail, and did. */
export type Run = (folder: string) => Promise<Printed | undefined>;

/** Somewhere that the README's quick start has to run. */
export interface Environment {
  /** Its name, and that of its folder in the project. */
  readonly name: string;
  /** Where the packages are installed. Default: the project that all bundlers and test runners share. */
  readonly project?: ProjectName;
  /** What is installed besides, as development dependencies of the project. */
  readonly tools?: readonly Tool[];
  /** What the project's `package.json` has to say. */
  readonly settings?: object;
  /** The files in its folder, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands that build it. */
  readonly build?: readonly (readonly string[])[];
  /** The ways in which it is run, by name. */
  readonly runs: Readonly<Record<string, Run>>;
}
