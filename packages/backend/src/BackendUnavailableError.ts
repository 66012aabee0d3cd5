import type { BackendName } from './backendName.ts';

/** Why one backend could not be started, and what to do about it. */
export interface BackendFailure {
  /** The backend that was asked for. */
  readonly backend: BackendName;
  /** What is in the way, in a few words. */
  readonly reason: string;
  /** What to do: a command, a setting, another backend. */
  readonly fix: string;
}

/**
 * None of the backends asked for could be started. The one that was active before still is, with its tensors. Tell it by
 * its name: ESM and CommonJS in one process have a class each.
 *
 * @example
 * ```ts
 * try {
 *   await useBackend('webgl');
 * } catch (thrown) {
 *   const error = thrown as BackendUnavailableError;
 *   if (error.name !== 'BackendUnavailableError') throw error;
 *   console.log(error.reason, error.fix);
 * }
 * ```
 */
export class BackendUnavailableError extends Error implements BackendFailure {
  override readonly name = 'BackendUnavailableError';
  /** The backend that was asked for first. */
  readonly backend: BackendName;
  /** Why that one could not be started. */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
  /** The same for every backend that was tried, in order. */
  readonly failures: readonly BackendFailure[];

  /**
   * @param failures at least one, in the order in which they were tried
   * @param cause what the last one threw, if anything
   */
  constructor(failures: readonly [BackendFailure, ...BackendFailure[]], cause?: unknown) {
    const lines = failures.map(({ backend, reason, fix }) => `'${backend}' cannot start: ${reason}. ${fix}.`);
    super(`useBackend: ${lines.join('\n  ')}`, cause === undefined ? undefined : { cause });
    this.backend = failures[0].backend;
    this.reason = failures[0].reason;
    this.fix = failures[0].fix;
    this.failures = failures;
  }
}
