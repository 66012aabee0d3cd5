/** One public function, or a method of what one returns, called rightly: the table makes every mistake of it. */
export interface Call {
  /** What its errors call it: `squaredError`, `vae.step`. */
  readonly name: string;
  /** Calls it with such arguments. What it returns may be a promise or an async iterable, which is then read. */
  readonly call: (...args: never[]) => unknown;
  /** Right arguments by name, in order, made anew for every call. */
  readonly args?: () => Record<string, unknown>;
  /** The arguments that may be left out. */
  readonly optional?: readonly string[];
  /** What is no mistake here, by argument, though it is elsewhere: `{ points: ['array'] }`. */
  readonly allowed?: Readonly<Record<string, readonly MistakeName[]>>;
  /** For a method of a model: the same call on one that has been disposed. */
  readonly disposed?: () => unknown;
  /** It is what starts a backend, so the test of calls without one leaves it out. */
  readonly startsBackend?: true;
}

/** The calls of an export, or why it has none. */
export type Row = Call | readonly Call[] | { readonly none: string };

/** By the name of the export. */
export type Rows = Readonly<Record<string, Row>>;

/** The mistakes people make with one argument. */
export type MistakeName =
  | 'nothing'
  | 'null'
  | 'array'
  | 'typed array'
  | 'batch object'
  | 'disposed'
  | 'int32'
  | 'bool'
  | 'text'
  | 'number'
  | 'NaN'
  | 'empty object'
  | 'unknown option'
  | 'data set'
  | 'null within'
  | 'a hole';

/** The calls of a row. */
export function callsOf(row: Row): readonly Call[] {
  if ('none' in row) return [];
  return Array.isArray(row) ? row : [row as Call];
}

/** Waits for a promise, reads an async iterable to its end, returns all else. */
export async function settle(result: unknown): Promise<void> {
  const value = await result;
  if (typeof (value as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] === 'function') {
    for await (const _ of value as AsyncIterable<unknown>);
  }
}
