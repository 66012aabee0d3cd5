/**
 * A module of Node's own, or undefined where there is none. Asked for by what it can do: Node with a global `window`
 * (jsdom, Electron) has it too. Asked of the process and not imported, so that no bundler looks for it.
 */
export function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  return process?.getBuiltinModule?.(name) as T | undefined;
}
