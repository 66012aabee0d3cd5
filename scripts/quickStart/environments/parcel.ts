import { documented } from '../documented.ts';
import type { Environment } from '../environment.ts';
import { program } from '../program.ts';
import { html, page } from '../runs.ts';

/** A page by Parcel 2, with the settings of the documentation. */
export const parcel: Environment = {
  name: 'parcel',
  // It adds the last two to a project by itself, for tfjs-core mentions what they stand for.
  tools: ['parcel', 'buffer', 'process'],
  settings: JSON.parse(documented('Parcel')),
  files: { 'index.html': html('./main.js'), 'main.js': program },
  build: [['npx', 'parcel', 'build', 'index.html', '--dist-dir', 'dist', '--no-cache', '--no-autoinstall']],
  runs: { built: page() },
};
