import { show } from '@latentkit/check';
import { CorruptFileError } from '../errors.ts';

/** A row of a table. Rows are counted as a spreadsheet counts them: from 1, the names of the columns included. */
export type OnRow = (cells: readonly string[], row: number) => void;

/**
 * Reads the rows of a table one after the other. Blank lines at the end are no rows.
 *
 * @throws CorruptFileError where quotes are not closed, or text follows them
 * @throws RangeError for a blank line in between, or a row that has more or fewer cells than the first
 */
export async function readRows(text: string, delimiter: string, onRow: OnRow): Promise<void> {
  // Loaded here, so that a page that reads no table does not carry what does.
  const module = await import('papaparse');
  // What `require` gives, in the CommonJS build, has no default.
  const papa = module.default ?? module;
  let row = 0;
  let blank = 0;
  let width = 0;
  papa.parse<string[]>(text, {
    delimiter,
    // Cells are read row by row: as text, those of a large table take ten times the memory of their numbers.
    step({ data: cells, errors: [error] }) {
      row++;
      if (error) throw new CorruptFileError(`csv: row ${row} of source is malformed: ${error.message}.`);
      if (cells.length === 1 && cells[0]!.trim() === '') {
        blank ||= row;
        return;
      }
      if (blank) throw new RangeError(`csv: row ${blank} of source is blank but ${show(cells)} follows it.`);
      width ||= cells.length;
      if (cells.length !== width) {
        throw new RangeError(`csv: row ${row} of source has ${cells.length} cells but row 1 has ${width}.`);
      }
      onRow(cells, row);
    },
  });
}
