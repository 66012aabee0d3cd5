/** A page or a worker, rather than Node. */
export function inPage(): boolean {
  return (
    typeof window !== 'undefined' ||
    typeof (globalThis as { WorkerGlobalScope?: unknown }).WorkerGlobalScope !== 'undefined'
  );
}

/** A module of Node's own, without an import that a bundler would follow. Only where {@link inPage} is false. */
export function nodeModule<T>(name: string): T {
  return process.getBuiltinModule(name) as T;
}

/** How many threads run at a time here. */
export function cores(): number {
  if (inPage()) return navigator.hardwareConcurrency || 1;
  return nodeModule<typeof import('node:os')>('node:os').availableParallelism();
}
