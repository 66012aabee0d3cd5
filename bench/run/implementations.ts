import { fileURLToPath } from 'node:url';
import type { Options } from './options.ts';

/** A competitor: a program that answers questions, see children/protocol.ts. */
export interface Implementation {
  readonly name: string;
  /** The head of its column. */
  readonly title: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The implementation that the losses of all others are compared with. */
export const REFERENCE = 'latentkit-1';

/** Not a competitor: the most that one thread of WASM can do. */
export const PEAK = 'peak';

/** Ours on one thread and on two, then the others. */
export function implementations({ node, python, relaxedSimd, without }: Options): Implementation[] {
  const flags = relaxedSimd ? ['--experimental-wasm-relaxed-simd'] : [];
  const script = (file: string, ...args: string[]) => [node, ...flags, '--import', 'tsx', path(file), ...args];
  const pytorch = (threads: string) => ({
    command: [python, path('../pytorch/child.py'), threads],
    environment: { OMP_NUM_THREADS: threads, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const all: Implementation[] = [
    { name: PEAK, title: 'peak', command: script('../children/peak.ts') },
    { name: REFERENCE, title: 'LatentKit', command: script('../children/latentkit.ts', '1') },
    { name: 'latentkit-2', title: 'LatentKit, 2 threads', command: script('../children/latentkit.ts', '2') },
    { name: 'tfjs', title: 'tfjs', command: script('../children/tfjs.ts') },
    { name: 'jax', title: 'jax-js', command: script('../children/jax.ts') },
    { name: 'pytorch-1', title: 'PyTorch', ...pytorch('1') },
    { name: 'pytorch-2', title: 'PyTorch, 2 threads', ...pytorch('2') },
  ];
  return all.filter(
    ({ name }) => name === PEAK || name === REFERENCE || !without.some((start) => name.startsWith(start)),
  );
}

function path(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
