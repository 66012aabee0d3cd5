import { fc } from '@latentkit/testing/properties';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Dataset } from './core/dataset.ts';
import type { LabelledExample } from './core/example.ts';
import { csv } from './csv.ts';
import { CorruptFileError, DownloadError } from './errors.ts';

const rowsOf = (data: Dataset) => Array.from({ length: data.length }, (_, i) => [...data.at(i).data]);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('reads', () => {
  test('all columns but the label, or those named, in that order', async () => {
    const text = 'x,y,kind\n1,2,0\n3,4,1\n';
    expect(rowsOf(await csv(text))).toEqual([
      [1, 2, 0],
      [3, 4, 1],
    ]);
    const labelled = await csv(text, { label: 'kind' });
    expectTypeOf(labelled).toEqualTypeOf<Dataset<LabelledExample>>();
    expect([labelled.shape, labelled.at(1)]).toEqual([[2], { data: new Float32Array([3, 4]), label: 1 }]);
    expect(rowsOf(await csv(text, { columns: ['y', 'x'] }))[0]).toEqual([2, 1]);
  });

  test.each([
    ['a blob', new Blob(['x\n1\n2'])],
    ['a file with a byte order mark', new File([bytes('\ufeffx\n1\n2')], 'a.csv')],
    ['bytes', bytes('x\n1\n2')],
    ['an address', new URL('data:text/csv,x%0A1%0A2')],
    ['lines of Windows, blanks, and blank lines at the end', ' x \r\n 1 \r\n\t2\r\n\r\n\n'],
    ['quoted cells', '"x"\n"1"\n" 2 "'],
  ])('%s', async (_, source) => {
    expect(rowsOf(await csv(source, { columns: ['x'] }))).toEqual([[1], [2]]);
  });

  test('names with commas, quotes and line breaks; other delimiters; names of classes', async () => {
    const text = '"a, ""b""\nc";kind\n1e-3;"oak"\n-.5; elm \n';
    const trees = await csv(text, { delimiter: ';', columns: ['a, "b"\nc'], label: 'kind', classes: ['elm', 'oak'] });
    expect([trees.at(0), trees.at(1)]).toEqual([
      { data: new Float32Array([1e-3]), label: 1 },
      { data: new Float32Array([-0.5]), label: 0 },
    ]);
  });

  test('a table without names, as pictures', async () => {
    const pictures = await csv('7,0,0.5\n1,1,0', { header: ['digit', 'a', 'b'], label: 'digit', shape: [1, 2, 1] });
    expect([pictures.shape, pictures.at(0)]).toEqual([[1, 2, 1], { data: new Float32Array([0, 0.5]), label: 7 }]);
  });

  test('every finite number of float32, as JavaScript writes it', async () => {
    const table = fc.array(fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const read = await csv(`a,b\n${rows.map((row) => row.join(',')).join('\n')}`);
        expect(rowsOf(read)).toEqual(rows.map((row) => row.map((value) => Math.fround(value + 0))));
      }),
      { numRuns: 50 },
    );
  });
});

describe('refuses', () => {
  test.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['NaN', "'NaN'"],
    ['NA', "'NA'"],
    ['0x10', "'0x10'"],
    ['1_000', "'1_000'"],
    ['"1,5"', "'1,5'"],
    ['Infinity', "'Infinity'"],
    ['1e39', "'1e39'"],
    ['true', "'true'"],
    ['5 cm', "'5 cm'"],
  ])('a cell that is %j', async (cell, shown) => {
    const message = `csv: row 3 of source, column 'y', is ${shown} but`;
    await expect(csv(`x,y\n1,2\n3,${cell}\n`)).rejects.toThrow(`${message} a number was expected.`);
    await expect(csv(`x,y\n1,2\n3,${cell}\n`, { label: 'y' })).rejects.toThrow(`${message} an integer of at least 0`);
  });

  test.each<[string, string, object?]>([
    [
      "row 2 of source, column 'y', is 'oak' but an integer of at least 0 was expected: where it holds names",
      'x,y\n1,oak',
      { label: 'y' },
    ],
    [
      "row 2 of source, column 'y', is 'ash' but one of 'elm', 'oak' was expected",
      'x,y\n1,ash',
      { label: 'y', classes: ['elm', 'oak'] },
    ],
    ["row 2 of source, column 'y', is '1.5' but an integer", 'x,y\n1,1.5', { label: 'y' }],
    ['row 3 of source has 1 cells but row 1 has 2', 'x,y\n1,2\n3'],
    ['row 2 of source has 3 cells but row 1 has 2', 'x,y\n1,2,3'],
    ['row 1 of source has 2 cells but header has 1 names', '1,2\n3,4', { header: ['x'] }],
    ['row 3 of source is blank but ["3","4"] follows', 'x,y\n1,2\n\n3,4'],
    ['row 1 of source is 1,2 but the names of the columns were expected', '1,2\n3,4'],
    ['source has no row of values', 'x,y\n'],
    ["label is 'kind' but one of 'x', 'y' was expected", 'x,y\n1,2', { label: 'kind' }],
    ["columns[1] is 'z' but one of 'x', 'y'", 'x,y\n1,2', { columns: ['x', 'z'] }],
    ["columns[0] is 'x' but source has two columns", 'x,x\n1,2', { columns: ['x'] }],
    ['shape is [3], of 3 values, but there are 2 columns', 'x,y\n1,2', { shape: [3] }],
    ["row 3 of source, column 'y', is 255 but a value from 0 to 1", 'x,y\n0,1\n0,255', { shape: [1, 2, 1] }],
    ["row 1 of source, column 'y', is 255 but", '0,255\n0,1', { shape: [1, 2, 1], header: ['x', 'y'] }],
    ['classes is given but label is not', 'x\n1', { classes: ['a'] }],
    ["delimiter is ',,' but one character", 'x\n1', { delimiter: ',,' }],
    ["options has 'Label' but 'label'", 'x\n1', { Label: 'x' }],
    ["columns is 'x' but an array of names", 'x\n1', { columns: 'x' }],
    ["source is 'points.csv' but the text of a table", 'points.csv'],
  ])('%s', async (message, text, options) => {
    await expect(csv(text, options)).rejects.toThrow(`csv: ${message}`);
  });

  test.each([
    ['a quote that is not closed', 'x,y\n"1,2\n3,4', /row 2 of source is malformed: Quoted field unterminated/],
    ['text behind a quote', 'x,y\n"1"5,2\n3,4', /row 2 of source is malformed: Trailing quote/],
    ['what is not UTF-8', new Uint8Array([120, 10, 0xff]), /source is not UTF-8/],
  ])('%s', async (_, source, message) => {
    await expect(csv(source)).rejects.toThrow(CorruptFileError);
    await expect(csv(source)).rejects.toThrow(message);
  });

  test('an address that serves nothing', async () => {
    await expect(csv(new URL('http://127.0.0.1:9/a.csv'))).rejects.toThrow(DownloadError);
    await expect(csv(new URL('http://127.0.0.1:9/a.csv'))).rejects.toThrow('csv: source (http://127.0.0.1:9/a.csv)');
  });
});
