import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Request } from '../children/protocol.ts';
import type { Implementation } from './implementations.ts';

/** How long an answer may take before its case counts as too slow. */
const PATIENCE = 120_000;

/** An implementation in a process of its own, which holds the model while the others have their turns. */
export class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #lastWords = '';

  private constructor(readonly implementation: Implementation) {
    const { command, environment } = implementation;
    const [program, ...args] = command as [string, ...string[]];
    this.#process = spawn(program, args, {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Each of these ends with the lines coming to an end, which is where it is told.
    this.#process.on('error', (error) => {
      this.#lastWords = error.message;
    });
    this.#process.stdin!.on('error', () => {});
    this.#process.stderr!.on('data', (chunk) => {
      this.#lastWords = (this.#lastWords + chunk).slice(-2000);
    });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  /** Starts it and waits until it's ready. @throws Error with its last words if it does not start. */
  static async start(implementation: Implementation): Promise<Child> {
    const child = new Child(implementation);
    await child.#answer();
    return child;
  }

  /** @throws Error where it ended or had no patience left */
  async ask(request: Request): Promise<Answer> {
    this.#process.stdin!.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  /** Ends it. */
  stop(): void {
    this.#process.kill('SIGKILL');
  }

  async #answer(): Promise<Answer> {
    const timer = setTimeout(() => {
      this.#lastWords = `no answer in ${PATIENCE / 1000} s`;
      this.stop();
    }, PATIENCE);
    try {
      for (;;) {
        const { value, done } = await this.#lines.next();
        if (done) throw new Error(this.#lastWords.trim() || 'it ended silently');
        // Anything else is chatter, such as a library's banner.
        if (value.startsWith('{')) return JSON.parse(value);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
