import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backendName.ts';
import type { ActiveBackend, BackendOptions } from '../useBackend.ts';

/** How one backend is started: one file each, beside this one. */
export interface Driver {
  readonly name: BackendName;
  /**
   * Imports tfjs's package for it, which registers the backend and its kernels. Written as `await import()` within `try`:
   * only so do webpack, esbuild and Turbopack build where an optional package is not installed. Throws
   * {@link Unavailable}.
   */
  load(): Promise<unknown>;
  /** Looks whether it can run here and prepares for it. Throws {@link Unavailable}. */
  prepare?(options: BackendOptions): Promise<void>;
  /** Creates an instance by tfjs's factory for it, if that needs help. */
  create?<T>(factory: () => T | Promise<T>): Promise<T>;
  /** Puts the new instance right, before it is used. */
  adjust?(backend: KernelBackend): void;
  /** Applies the options to the instance in use, new or not. */
  tune?(backend: KernelBackend, options: BackendOptions): Promise<void>;
  /** Makes its tensors ready to be moved, before another one takes over. */
  leave?(backend: KernelBackend): Promise<void>;
  /** What is said about it, once it is in use. */
  describe?(backend: KernelBackend): Omit<ActiveBackend, 'name'>;
  /** What to do when it fails to start for a reason of its own. */
  readonly fix: string;
}

/** Thrown by a driver; the caller knows which one. */
export class Unavailable extends Error {
  constructor(
    readonly reason: string,
    readonly fix: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}
