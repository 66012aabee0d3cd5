import { join } from 'node:path';
import { serveIn } from '../command.ts';
import { documented } from '../documented.ts';
import type { Environment } from '../environment.ts';
import { body, bodyWith, imports } from '../program.ts';
import { served } from '../runs.ts';

const nextCli = join('..', 'node_modules', 'next', 'dist', 'bin', 'next');
const start = [nextCli, 'start', '--hostname', '127.0.0.1', '--port', '0'];
const collected = bodyWith((line) => `lines.push(${line})`);

/** Next.js with Turbopack, built: a page, a server component and a route. */
export const next: Environment = {
  name: 'next',
  tools: ['next', 'react', 'react-dom'],
  files: {
    'package.json': '{ "type": "module" }',
    'documented.mjs': documented('Next.js'),
    // A cache for the next build would take a third of the time of this one.
    'next.config.mjs': `import documented from './documented.mjs';
export default { ...documented, experimental: { turbopackFileSystemCacheForBuild: false } };`,
    'app/layout.jsx': `export default ({ children }) => <html><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;`,
    'app/page.jsx': `'use client';
import { useEffect } from 'react';
${imports}
async function main() {
${body}
}
export default function Page() {
  useEffect(() => { main(); }, []);
  return <p>see the console</p>;
}`,
    'app/component/page.jsx': `${imports}
export const dynamic = 'force-dynamic';
export default async function Page() {
  const lines = [];
${collected}
  return <pre>{lines.join('\\n')}</pre>;
}`,
    'app/route/route.js': `${imports}
export const dynamic = 'force-dynamic';
export async function GET() {
  const lines = [];
${collected}
  return new Response(lines.join('\\n'));
}`,
  },
  build: [['npx', 'next', 'build']],
  runs: {
    page: served(start),
    async 'server component and route'(folder) {
      const { address, stop } = await serveIn(folder, start);
      try {
        const texts = [];
        for (const path of ['component', 'route']) {
          const text = await (await fetch(new URL(path, address))).text();
          texts.push(text.replace(/<pre>/, '\n').replace(/<\/pre>/, '\n'));
        }
        return { engine: 'Node', text: texts.join('\n') };
      } finally {
        await stop();
      }
    },
  },
};
