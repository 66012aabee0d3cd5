import { parseArgs } from 'node:util';

/** What the command line says. */
export interface Options {
  /** Beginnings of names of cases; none means all. */
  readonly only: readonly string[];
  /** Beginnings of names of implementations that are not to run. */
  readonly without: readonly string[];
  /** How often each implementation has its turn. */
  readonly rounds: number;
  /** About how long a turn takes. */
  readonly milliseconds: number;
  /** Whether the least of all rounds is shown and not the median. */
  readonly least: boolean;
  /** The program that runs the JavaScript. */
  readonly node: string;
  /** The Python that may have PyTorch. */
  readonly python: string;
  /** Whether Node 20 is told to allow relaxed SIMD, which newer ones have anyway. */
  readonly relaxedSimd: boolean;
  /** Where all measurements go, as JSON. */
  readonly json?: string;
}

export const usage = `pnpm bench [options]
  --only vae-128,gemm      only the cases whose names begin so
  --without pytorch,jax    not these implementations: latentkit-2, tfjs, jax, pytorch-1, pytorch-2
  --rounds 7               turns of each implementation, whose median is shown
  --milliseconds 100       about how long a turn takes
  --least                  shows the least of the rounds: for a machine that others use at the same time
  --node path              another Node for the JavaScript
  --python path            another Python than /usr/bin/python3 for PyTorch
  --relaxed-simd           lets Node 20 use fused multiply-add; newer ones do by themselves
  --json file              writes all measurements there`;

/** @throws TypeError or RangeError for what cannot be understood */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: args.filter((argument) => argument !== '--'),
    options: {
      only: text,
      without: text,
      rounds: text,
      milliseconds: text,
      node: text,
      python: text,
      json: text,
      least: { type: 'boolean' },
      'relaxed-simd': { type: 'boolean' },
    },
  });
  return {
    only: list(values.only),
    without: list(values.without),
    rounds: count('rounds', values.rounds ?? '7'),
    milliseconds: count('milliseconds', values.milliseconds ?? '100'),
    least: values.least ?? false,
    node: values.node ?? process.execPath,
    python: values.python ?? '/usr/bin/python3',
    relaxedSimd: values['relaxed-simd'] ?? false,
    ...(values.json !== undefined && { json: values.json }),
  };
}

/** Whether a name begins with one of the beginnings. */
export function begins(name: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => name.startsWith(beginning));
}

function list(value: string | undefined): string[] {
  return value?.split(',').filter((item) => item !== '') ?? [];
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new RangeError(`bench: --${name} is ${value} but an integer of at least 1 was expected.`);
  }
  return number;
}
