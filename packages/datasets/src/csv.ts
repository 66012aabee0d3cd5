import { assertShape, checkOptions, show } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { Dataset } from './core/dataset.ts';
import type { Example, LabelledExample } from './core/example.ts';
import { arraySource } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import { type Column, type CsvColumns, columnsOf, namesIn } from './csv/columnsOf.ts';
import { assertIsSource, type CsvSource, textOf } from './csv/csvText.ts';
import { numberIn } from './csv/numberIn.ts';
import { readRows } from './csv/readRows.ts';
import type { ValuesOptions } from './dataset.ts';
import { assertInRange, assertIsRange } from './values/assertRange.ts';
import { isLabel } from './values/copyLabels.ts';

export type { CsvColumns } from './csv/columnsOf.ts';
export type { CsvSource } from './csv/csvText.ts';

/** Which columns to read, how the table is written, and what the values are. */
export interface CsvOptions extends CsvColumns, ValuesOptions {
  /**
   * The names of the classes, where the column of classes holds names: the class is the place of the name in this list.
   * Default: the column holds integers of at least 0.
   */
  readonly classes?: readonly string[];
  /** The names of the columns, where the first row of the table is not that of their names. */
  readonly header?: readonly string[];
  /** What stands between cells: one character. Default a comma. */
  readonly delimiter?: string;
}

/** The same, with labels. */
export interface LabelledCsvOptions extends CsvOptions {
  readonly label: string;
}

/**
 * A data set of a table of comma-separated values: one example a row, `[columns]` or of another `shape`. Cells may be
 * quoted. A cell that holds no number in decimals (`1`, `-0.5`, `6e-3`) is refused, by its row and column; rows are
 * counted as a spreadsheet counts them, from 1, with the row of names.
 *
 * @param source the text of the table, a file or blob, bytes, or a `URL` (of a file in Node: `pathToFileURL(path)`)
 * @param options which columns, and how the table is written
 * @throws TypeError, RangeError for an argument that is not as said, and for a cell that is missing or no number
 * @throws CorruptFileError where the table is malformed or not UTF-8; DownloadError where it cannot be read
 * @example
 * const text = 'length,width,kind\n5.1,3.5,setosa\n6.2,2.9,versicolor\n';
 * const iris = await csv(text, { label: 'kind', classes: ['setosa', 'versicolor'] });
 * iris.shape;  // [2]
 * [...iris.at(1).data, iris.at(1).label];  // [6.2, 2.9, 1]
 *
 * @see Y. Shafranovich, RFC 4180, 2005.
 */
export async function csv(source: CsvSource, options: LabelledCsvOptions): Promise<Dataset<LabelledExample>>;
export async function csv(source: CsvSource, options?: CsvOptions): Promise<Dataset>;
export async function csv(source: CsvSource, options: CsvOptions = {}): Promise<Dataset<Example>> {
  assertIsSource(source);
  const { header, delimiter = ',', shape } = checkCsvOptions(options);

  let names = header;
  let columns = names && columnsOf(names, options);
  const rows: Float32Array[] = [];
  const labels: number[] = [];
  await readRows(await textOf(source), delimiter, (cells, row) => {
    if (!names || !columns) {
      names = namesIn(cells, options.columns !== undefined);
      columns = columnsOf(names, options);
      return;
    }
    if (cells.length !== names.length) {
      throw new RangeError(`csv: row ${row} of source has ${cells.length} cells but header has ${names.length} names.`);
    }
    rows.push(Float32Array.from(columns.values, (column) => valueIn(cells, row, column)));
    if (columns.label) labels.push(classIn(cells, row, columns.label, options.classes));
  });
  if (!columns || rows.length === 0) {
    throw new RangeError('csv: source has no row of values but at least one was expected.');
  }

  const { values } = columns;
  if (shape && sizeOf(shape) !== values.length) {
    throw new RangeError(
      `csv: shape is ${show(shape)}, of ${sizeOf(shape)} values, but there are ${values.length} columns.`,
    );
  }
  const flat = new Float32Array(rows.length * values.length);
  rows.forEach((row, i) => {
    flat.set(row, i * values.length);
  });
  const firstRow = header ? 1 : 2;
  assertInRange('csv', flat, options.range ?? (shape?.length === 3 ? [0, 1] : 'any'), (i) =>
    placeOf(firstRow + Math.floor(i / values.length), values[i % values.length]!.name),
  );
  return viewDataset(
    viewOf(arraySource(flat, [...(shape ?? [values.length])], columns.label && Int32Array.from(labels))),
  );
}

function checkCsvOptions(options: CsvOptions): CsvOptions {
  const names = ['columns', 'label', 'classes', 'header', 'delimiter', 'shape', 'range'] as const;
  const { columns, label, classes, header, delimiter, shape, range } = checkOptions('csv', options, names);
  for (const [argument, value] of Object.entries({ columns, classes, header })) {
    if (value === undefined) continue;
    if (Array.isArray(value) && value.length > 0 && Array.from(value).every((name) => typeof name === 'string'))
      continue;
    throw new TypeError(`csv: ${argument} is ${show(value)} but an array of names was expected.`);
  }
  if (label !== undefined && typeof label !== 'string') {
    throw new TypeError(`csv: label is ${show(label)} but the name of a column was expected.`);
  }
  if (classes !== undefined && label === undefined) {
    throw new TypeError('csv: classes is given but label is not: pass the name of the column of classes as { label }.');
  }
  if (delimiter !== undefined && !(typeof delimiter === 'string' && /^[^"\n\r\ufeff]$/.test(delimiter))) {
    throw new TypeError(`csv: delimiter is ${show(delimiter)} but one character, other than a quote, was expected.`);
  }
  if (shape !== undefined) assertShape('csv', 'shape', shape);
  if (range !== undefined) assertIsRange('csv', range);
  return options;
}

function valueIn(cells: readonly string[], row: number, { name, index }: Column): number {
  const cell = cells[index]!;
  const value = numberIn(cell);
  if (value !== undefined && Number.isFinite(Math.fround(value))) return value;
  throw new RangeError(`csv: ${placeOf(row, name)} is ${shown(cell)} but a number was expected.`);
}

function classIn(cells: readonly string[], row: number, { name, index }: Column, classes?: readonly string[]): number {
  const cell = cells[index]!;
  const label = classes ? classes.indexOf(cell.trim()) : numberIn(cell);
  if (isLabel(label)) return label;
  const expected = classes ? `one of ${classes.map(show).join(', ')}` : 'an integer of at least 0';
  const hint = classes || cell.trim() === '' ? '' : ': where it holds names, pass those as { classes }';
  throw new RangeError(`csv: ${placeOf(row, name)} is ${shown(cell)} but ${expected} was expected${hint}.`);
}

const placeOf = (row: number, column: string) => `row ${row} of source, column ${show(column)},`;
const shown = (cell: string) => (cell.trim() === '' ? 'empty' : show(cell));
