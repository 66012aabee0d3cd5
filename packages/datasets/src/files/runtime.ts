/**
 * A module of Node, or undefined in a page. Asked of the process and not imported, so that no bundler looks for it.
 */
export function nodeModule<T>(name: string): T | undefined {
  const node = globalThis.process as typeof globalThis.process | undefined;
  return node?.versions?.node ? (node.getBuiltinModule?.(name) as T | undefined) : undefined;
}
