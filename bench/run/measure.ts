import { setTimeout as pause } from 'node:timers/promises';
import type { Case } from '../cases/case.ts';
import { PEAK_FLOP } from '../peak/measure.ts';
import { difference } from './compare.ts';
import { PEAK, REFERENCE } from './implementations.ts';
import type { Options } from './options.ts';
import type { Rivals } from './rivals.ts';

/** What came of a case. */
export interface Measurement {
  readonly name: string;
  readonly title: string;
  readonly flop: number;
  /** Milliseconds of a step, one of each round, by implementation; or why there are none. */
  readonly times: Readonly<Record<string, readonly number[] | string>>;
  /** GFLOP/s of the multiply-add loop in the same rounds. */
  readonly peaks: readonly number[];
  /** Implementations that computed something else. */
  readonly mistakes: readonly string[];
}

/** Runs one case in all implementations: compares their losses first, then times them in turn. */
export async function measure(
  { name, title, flop, program, settings, lossesPerStep, tolerance }: Case,
  file: string,
  rivals: Rivals,
  { rounds, milliseconds }: Options,
): Promise<Measurement> {
  const times: Record<string, number[] | string> = {};
  const mistakes: string[] = [];
  const repeats: [of: string, repeat: number][] = [];
  let expected: readonly number[] | undefined;

  async function timed(of: string, repeat: number): Promise<number> {
    const answer = await rivals.ask(of, { ask: 'run', times: repeat });
    return answer.milliseconds! / repeat;
  }

  /** Notes the failure of one without ending the run of the others. */
  async function attempt(of: string, act: () => Promise<void>): Promise<void> {
    if (typeof times[of] === 'string') return;
    try {
      await act();
    } catch (error) {
      times[of] = `failed: ${error instanceof Error ? error.message : error}`;
    }
  }

  async function prepare(of: string): Promise<void> {
    const { losses, unable } = await rivals.ask(of, {
      ask: 'load',
      program: of === PEAK ? PEAK : program,
      settings,
      file,
    });
    if (!losses) {
      times[of] = unable ?? 'cannot';
      return;
    }
    if (of === REFERENCE) expected = losses;
    const mistake =
      of === PEAK
        ? undefined
        : expected
          ? difference(expected, losses, lossesPerStep, tolerance)
          : 'nothing to compare it with';
    if (mistake !== undefined) {
      times[of] = 'differs';
      mistakes.push(`${name}, ${of}: ${mistake}`);
      return;
    }
    // Twice, since the first time may still be compiling.
    await timed(of, 1);
    repeats.push([of, Math.min(1000, Math.max(1, Math.round(milliseconds / (await timed(of, 2)))))]);
    times[of] = [];
  }

  for (const of of await rivals.ready()) await attempt(of, () => prepare(of));
  // Where one is mistaken nobody is timed.
  for (let round = 0; round < rounds && mistakes.length === 0; round++) {
    // There and back, so that nobody always comes after the same one.
    for (const [of, repeat] of round % 2 === 0 ? repeats : [...repeats].reverse()) {
      await attempt(of, async () => {
        const time = await timed(of, repeat);
        (times[of] as number[]).push(time);
        // Threads may spin for a while after their work.
        if (of.endsWith('-2')) await pause(50);
      });
    }
  }
  const { [PEAK]: loops, ...others } = times;
  const peaks = Array.isArray(loops) ? loops.map((time) => PEAK_FLOP / time / 1e6) : [];
  return { name, title, flop, times: others, peaks, mistakes };
}
