import type { Cell, Verdict } from './verdictOf.ts';

/** What the table says of one backend, by op. */
export type Verdicts = Readonly<Record<string, Verdict>>;

const introduction = `# Gradients, op by op

What differentiating gives on each backend once \`@latentkit/backend\` is imported and the backend was started by \`useBackend\`:
the first gradient · the second gradient, that is the gradient of a function of the first one, which a gradient penalty needs.

- **right**: agrees with finite differences in float64 of the op written in plain JavaScript, within 0.5 %;
- **error**: throws, and the error names the op and a way around it;
- **not applicable**: what comes out is a number of places, a place or a flag, and has no derivative.

Nothing is silently wrong: a test that finds such a cell fails. The table is made by \`pnpm --filter @latentkit/backend table\`, which runs the
ops in Node and in Chromium, and each run of the tests compares it. The ops and their points are in
[src/gradients/table/ops](../src/gradients/table/ops).

Where an op has no derivative, it is not tested: at the kink of \`abs\`, \`relu\` or \`maximum\`, at equal maxima of \`max\` (each of them gets the whole
gradient), at a jump of \`floor\`. The Euclidean \`norm\` of zeros has the gradient NaN; put a small number under the root, as the penalties of
\`@latentkit/losses\` do.
`;

const flags = [
  'argMax, argMin',
  'equal, notEqual, greater, greaterEqual, less, lessEqual',
  'isFinite, isInf, isNaN',
  'logicalAnd, logicalNot, logicalOr, logicalXor',
  'oneHot',
  'topk, indices',
  'unique, bincount, searchSorted',
];

/** The table as Markdown. */
export function markdown(
  sections: readonly { readonly title: string; readonly cases: readonly { readonly name: string }[] }[],
  backends: Readonly<Record<string, Verdicts>>,
): string {
  const names = Object.keys(backends);
  const notes: string[] = [];
  const word = (cell: Cell | undefined) => {
    if (cell === undefined) return 'not tested';
    if (cell === 'right') return cell;
    if (!notes.includes(cell)) notes.push(cell);
    return `${cell.split(':')[0]} (${notes.indexOf(cell) + 1})`;
  };
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (rows: readonly (readonly string[])[]) =>
    [row(['', ...names]), row(['---', ...names.map(() => '---')]), ...rows.map(row)].join('\n');
  const parts = sections.map(({ title, cases }) => {
    const rows = cases.map(({ name }) => [
      name,
      ...names.map((backend) => {
        const verdict = backends[backend]![name];
        return `${word(verdict?.first)} · ${word(verdict?.second)}`;
      }),
    ]);
    return `## ${title}\n\n${table(rows)}\n`;
  });
  const inapplicable = flags.map((name) => [name, ...names.map(() => 'not applicable')]);
  return [
    introduction,
    ...parts,
    `## Places and flags\n\n${table(inapplicable)}\n`,
    ...(notes.length > 0
      ? [`## Errors\n\n${notes.map((note, i) => `${i + 1}. ${note.replace(/^error: /, '')}`).join('\n')}\n`]
      : []),
  ].join('\n');
}
