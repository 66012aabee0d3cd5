import { useBackend } from '@latentkit/backend';
import { engine } from '@tensorflow/tfjs-core';
import { vi } from 'vitest';

/** A block that has been made a module. */
export interface Runnable {
  /** `packages/losses/README.md:12` */
  readonly name: string;
  /** It calls `useBackend` itself. */
  readonly choosesBackend: boolean;
  /** Imports it, which runs it. */
  readonly load: () => Promise<unknown>;
}

const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Runs a block on a fresh WASM backend, unless it chooses one, in silence. Frees the tensors it leaves. */
export async function run({ choosesBackend, load }: Runnable): Promise<void> {
  const said: string[] = [];
  const spies = methods.map((method) =>
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words.join(' '))),
  );
  try {
    if (!choosesBackend) await useBackend('wasm');
    engine().startScope();
    try {
      await load();
    } finally {
      engine().endScope();
    }
  } catch (error) {
    if (error instanceof Error && said.length > 0) error.message += `\nIt had printed:\n${said.join('\n')}`;
    throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
