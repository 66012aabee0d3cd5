import { expect, it } from 'vitest';
import { notLoaded } from './notLoaded.ts';

const name = '@tensorflow/tfjs-backend-wasm';

it.each([
  ['Node', { code: 'ERR_MODULE_NOT_FOUND', message: `Cannot find package '${name}' imported from /a/index.js` }],
  ['require', { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${name}'\nRequire stack:\n- /a/index.cjs` }],
  ['Jest', { code: 'MODULE_NOT_FOUND', message: `Cannot find module '${name}' from 'node_modules/a/index.cjs'` }],
  ['Chromium', new TypeError(`Failed to resolve module specifier '${name}'`)],
  ['Firefox', new TypeError(`The specifier “${name}” was a bare specifier, but was not remapped to anything.`)],
  ['Safari', new TypeError(`Module name, '${name}' does not resolve to a valid URL.`)],
  ['Vite', new Error(`Could not resolve "${name}" imported by "@latentkit/backend". Is it installed?`)],
  ['Deno', new TypeError(`Import "${name}" not a dependency`)],
])('says that the package is not installed where %s does not find it', (_, cause) => {
  expect(notLoaded(name, cause)).toMatchObject({ reason: `${name} is not installed`, fix: `npm i ${name}`, cause });
});

it.each([
  ["Failed to resolve module specifier 'fs'", 'fs', /Map 'fs' to an empty module, as in http.*bundlers\.md/],
  [
    "Cannot find package '@tensorflow/tfjs-core' imported from /a/b.js",
    '@tensorflow/tfjs-core',
    /^Install '@tensorflow\/tfjs-core'/,
  ],
  [
    "Cannot find module '/a/tfjs-backend-wasm/dist/gone.js' imported from /a/b.js",
    '/a/tfjs-backend-wasm/dist/gone.js',
    /^Install/,
  ],
])('names what it is that was not found: %s', (message, specifier, fix) => {
  const { reason, fix: advice } = notLoaded(name, new TypeError(message));
  expect(reason).toBe(`${name} imports '${specifier}', which could not be resolved`);
  expect(advice).toMatch(fix);
});

it('gives any other reason as it is, with advice for where it happened', () => {
  const cause = new TypeError('Failed to fetch dynamically imported module: http://localhost/a.js');
  const { reason, fix } = notLoaded(name, cause);
  expect(reason).toBe(`${name} could not be loaded (${cause.message})`);
  expect(fix).toBe(
    typeof document === 'undefined' ? 'See the cause of this error' : 'See that the page can reach all of its scripts',
  );
});
