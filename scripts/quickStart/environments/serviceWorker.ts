import type { Environment } from '../environment.ts';
import { bodyWith, imports } from '../program.ts';
import { html, isolation, leftBehind, page } from '../runs.ts';

/** A service worker of an isolated page, which has neither addresses of blobs nor `import()`. */
export const serviceWorker: Environment = {
  name: 'service-worker',
  tools: ['esbuild'],
  files: {
    'worker.js': `${imports}
self.addEventListener('message', (event) => {
  const main = async () => {
${bodyWith((line) => `event.source.postMessage(${line})`)}
  };
  event.waitUntil(main().catch((error) => event.source.postMessage(String(error))));
});`,
    'dist/main.js': `navigator.serviceWorker.addEventListener('message', ({ data }) =>
  /^\\d/.test(data) ? console.log(data) : console.error(data));
await navigator.serviceWorker.register('/worker.js');
(await navigator.serviceWorker.ready).active.postMessage('train');`,
    'dist/index.html': html('/main.js'),
  },
  build: [['npx', 'esbuild', 'worker.js', '--bundle', '--outdir=dist', '--log-limit=0']],
  runs: { isolated: page('dist', { headers: isolation, complaints: leftBehind }) },
};
