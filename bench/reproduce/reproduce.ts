/**
 * Reproduces published results and prints them as a Markdown table: `pnpm reproduce <table> [options]`. The options of each
 * are in its file.
 */
const tables: Readonly<Record<string, () => Promise<unknown>>> = {
  vae: () => import('./vae.ts'),
  gan: () => import('./gan.ts'),
  modes: () => import('./modes.ts'),
  'f-gan': () => import('./fGan.ts'),
  conditional: () => import('./conditional.ts'),
};

const chosen = process.argv[2] ?? 'missing';
const table = tables[chosen];
if (!table) {
  throw new RangeError(`reproduce: the table is ${chosen} but one of ${Object.keys(tables).join(', ')} was expected.`);
}
await table();

export {};
