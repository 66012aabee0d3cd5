/**
 * A module of Node's own, or undefined where there is none. Asked for by what it can do and not by the name of the
 * place: Node with a global `window` (jsdom, Electron), Deno, Bun and their workers have it, and so does Jest. Asked of
 * the process and not imported, so that no bundler looks for it.
 */
export function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  return process?.getBuiltinModule?.(name) as T | undefined;
}

/** How many threads run at a time here. */
export function cores(): number {
  const os = nodeModule<typeof import('node:os')>('node:os');
  return os?.availableParallelism?.() ?? (globalThis.navigator?.hardwareConcurrency || 1);
}

/** What follows `process` in a message: advice for a page is of no use in Node, and the reverse. */
export function inNode(): boolean {
  return nodeModule('node:module') !== undefined;
}
