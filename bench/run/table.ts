import { type Implementation, PEAK, REFERENCE } from './implementations.ts';
import type { Measurement } from './measure.ts';
import type { Options } from './options.ts';

const RATIO = 'LatentKit / PyTorch, the better of each';

/**
 * The head of a Markdown table of one column for each implementation: after those of our arithmetic where it is counted, or
 * before that of our time as a part of PyTorch's.
 */
export function head(group: string, all: readonly Implementation[], isCounted: boolean): string {
  const titles = all.filter(({ name }) => name !== PEAK).map(({ title }) => title);
  const cells = [
    group,
    ...(isCounted ? ['GFLOP', 'GFLOP/s', 'of peak'] : []),
    ...titles,
    ...(isCounted ? [] : [RATIO]),
  ];
  return `${row(cells)}\n${row(cells.map((_, i) => (i === 0 ? '---' : '--:')))}`;
}

/**
 * A row: what LatentKit does on one thread, then milliseconds of each. In brackets how many times as long as LatentKit on
 * the same number of threads; for LatentKit on two threads, how many times as fast as on one.
 */
export function line(
  { title, flop, times, peaks }: Measurement,
  all: readonly Implementation[],
  { least }: Options,
  isCounted: boolean,
): string {
  const typical = (values: Times) => typicalOf(values, least);
  const ours = typical(times[REFERENCE]);
  const speed = flop > 0 && ours ? flop / ours / 1e6 : undefined;
  const cells = all
    .filter(({ name }) => name !== PEAK)
    .map(({ name }) => {
      const time = typical(times[name]);
      if (time === undefined) return empty(times[name]);
      const threads = name.endsWith('-2') ? typical(times['latentkit-2']) : ours;
      if (name === REFERENCE) return digits(time);
      const ratio = name === 'latentkit-2' ? ours && ours / time : threads && time / threads;
      return ratio ? `${digits(time)} (${digits(ratio)}×)` : digits(time);
    });
  const peak = least && peaks.length > 0 ? Math.max(...peaks) : middle(peaks);
  const arithmetic = [
    flop > 0 ? digits(flop / 1e9) : '–',
    speed ? digits(speed) : '–',
    speed && peak ? `${Math.round((100 * speed) / peak)} %` : '–',
  ];
  const ratio = besidePytorch(times, typical);
  return row([title, ...(isCounted ? [...arithmetic, ...cells] : [...cells, ratio ? digits(ratio) : '–'])]);
}

/** How many times as long as PyTorch we take, both on what suits them better of one thread and two. */
function besidePytorch(times: Measurement['times'], typical: (values: Times) => number | undefined): number {
  const [ours, theirs] = ['latentkit', 'pytorch'].map((name) =>
    Math.min(...['1', '2'].map((threads) => typical(times[`${name}-${threads}`]) ?? Number.POSITIVE_INFINITY)),
  ) as [number, number];
  return ours / theirs;
}

type Times = readonly number[] | string | undefined;

/** The median, or the least; nothing where nothing was measured. */
function typicalOf(values: Times, least: boolean): number | undefined {
  return Array.isArray(values) && values.length > 0 ? (least ? Math.min(...values) : middle(values)) : undefined;
}

/** What stands in a cell where there is no time. */
function empty(why: readonly number[] | string | undefined): string {
  if (why === undefined) return 'not installed';
  return typeof why === 'string' ? why.split(':')[0]! : '–';
}

/** The median, where there is anything. */
function middle(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Three digits that count: 123, 12.3, 1.23, 0.0123. */
function digits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(value)))).slice(0, 8);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What stands under the tables: the peak, and why cells are empty. */
export function footnotes(measurements: readonly Measurement[]): string[] {
  const notes: string[] = [];
  const peaks = measurements.flatMap((measurement) => measurement.peaks);
  const peak = middle(peaks);
  if (peak !== undefined) {
    const [least, most] = [Math.min(...peaks), Math.max(...peaks)].map(digits);
    notes.push(`multiply-add peak of WASM on one thread: ${digits(peak)} GFLOP/s, the median of ${least} to ${most}`);
  }
  for (const { name, times } of measurements) {
    for (const [of, time] of Object.entries(times)) {
      if (typeof time === 'string' && time.includes(':')) notes.push(`${name}, ${of} ${time}`);
    }
  }
  return notes;
}
