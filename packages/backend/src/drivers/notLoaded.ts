import { inNode } from '../environment.ts';
import { Unavailable } from './driver.ts';

const page = 'https://github.com/latentkit/latentkit/blob/main/docs/bundlers.md';

/** How Node, Jest, Deno, Bun, browsers, webpack, Turbopack and Vite say that a name leads nowhere. */
const unresolved =
  /cannot find (module|package)|(could|can|does) ?not (be )?(find|found|resolved?)|failed to resolve|unable to resolve|bare specifier|not a dependency|not prefixed with/i;

/** What tfjs's WASM backend imports for Node, and browsers do not have. */
const builtins = ['fs', 'os', 'path', 'perf_hooks', 'util', 'worker_threads', 'crypto'];

/**
 * Why a package of tfjs could not be imported. "Not installed" is said only where that package itself was not found: it
 * may be there, and what it imports be missing.
 */
export function notLoaded(packageName: string, cause: unknown): Unavailable {
  const { code, message = String(cause) } = (cause ?? {}) as { code?: string; message?: string };
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || unresolved.test(message);
  const specifier = /["'“‘`]([^"'”’`]+)["'”’`]/.exec(message)?.[1];
  if (!isMissing || specifier === undefined) {
    const fix = inNode() ? 'See the cause of this error' : 'See that the page can reach all of its scripts';
    return new Unavailable(`${packageName} could not be loaded (${message})`, fix, cause);
  }
  if (specifier === packageName)
    return new Unavailable(`${packageName} is not installed`, `npm i ${packageName}`, cause);
  const isBuiltin = builtins.includes(specifier.replace(/^node:/, ''));
  return new Unavailable(
    `${packageName} imports '${specifier}', which could not be resolved`,
    isBuiltin
      ? `Map '${specifier}' to an empty module, as in ${page}#import-maps`
      : `Install '${specifier}', or name it in the page's import map: ${page}`,
    cause,
  );
}
