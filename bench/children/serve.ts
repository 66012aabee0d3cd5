import { createInterface } from 'node:readline';
import type { Settings, Values } from '../cases/case.ts';
import { readTensors } from '../run/tensorFile.ts';
import type { Answer, Request } from './protocol.ts';

/** A case, loaded and ready. */
export interface Runner {
  /** Takes the first steps, with the noise given, and tells their losses; a kernel tells the digest of its results. */
  compare(): Promise<readonly number[]>;
  /** Takes so many steps and waits until they are done. */
  run(times: number): Promise<void>;
  /** Frees all of it. */
  dispose(): void;
}

/** Loads a case. */
export type Program = (tensors: Readonly<Record<string, Values>>, settings: Settings) => Runner;

/**
 * The life of a child: says that it's ready, then answers the lines that come in.
 *
 * @param programs by name; a string in a program's place says why there is none
 */
export async function serve(programs: Readonly<Record<string, Program | string>>): Promise<void> {
  let runner: Runner | undefined;
  const load = async ({ program, settings, file }: Request & { ask: 'load' }): Promise<Answer> => {
    runner?.dispose();
    runner = undefined;
    const make = programs[program] ?? 'cannot';
    if (typeof make === 'string') return { unable: make };
    try {
      runner = make(readTensors(file), settings);
      return { losses: await runner.compare() };
    } catch (error) {
      return { unable: `cannot: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}` };
    }
  };
  const run = async ({ times }: Request & { ask: 'run' }): Promise<Answer> => {
    const start = performance.now();
    await runner!.run(times);
    return { milliseconds: performance.now() - start };
  };
  answer({});
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request = JSON.parse(line);
    answer(request.ask === 'load' ? await load(request) : await run(request));
  }
}

function answer(message: Answer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** One number that depends on the size and the place of every value, and in which nothing cancels out. */
export function digest(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!) * (1 + (i % 7));
  return sum / values.length;
}
