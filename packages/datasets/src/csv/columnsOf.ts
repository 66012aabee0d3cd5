import { show } from '@latentkit/check';
import { numberIn } from './numberIn.ts';

/** Which columns to read. */
export interface CsvColumns {
  /** The names of the columns of values, in this order. Default: all but the label, as they come. */
  readonly columns?: readonly string[];
  /** The name of the column of classes. Default: no labels. */
  readonly label?: string;
}

/** A column: its name, and its place in a row. */
export interface Column {
  readonly name: string;
  readonly index: number;
}

/** Finds the columns by their names. @throws RangeError where one is missing or there twice */
export function columnsOf(
  names: readonly string[],
  { columns, label }: CsvColumns,
): { values: readonly Column[]; label: Column | undefined } {
  const find = (argument: string, name: string): Column => {
    const index = names.indexOf(name);
    if (index < 0) {
      throw new RangeError(`csv: ${argument} is ${show(name)} but one of ${names.map(show).join(', ')} was expected.`);
    }
    if (names.includes(name, index + 1)) {
      throw new RangeError(`csv: ${argument} is ${show(name)} but source has two columns of that name.`);
    }
    return { name, index };
  };
  const labelColumn = label === undefined ? undefined : find('label', label);
  const values = columns
    ? columns.map((name, i) => find(`columns[${i}]`, name))
    : names.map((name, index) => ({ name, index })).filter(({ index }) => index !== labelColumn?.index);
  if (values.length === 0) throw new RangeError('csv: source has no column but the label.');
  return { values, label: labelColumn };
}

/** The names in the first row. @throws RangeError where it holds numbers: the first example would be lost */
export function namesIn(cells: readonly string[], areChosen: boolean): readonly string[] {
  const names = cells.map((cell) => cell.trim());
  if (!areChosen && names.every((name) => numberIn(name) !== undefined)) {
    throw new RangeError(
      `csv: row 1 of source is ${names.slice(0, 5).join(',')}${names.length > 5 ? ',...' : ''} but the names of the columns were expected: where it has none, pass them as { header }.`,
    );
  }
  return names;
}
