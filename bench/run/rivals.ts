import type { Answer, Request } from '../children/protocol.ts';
import { Child } from './child.ts';
import type { Implementation } from './implementations.ts';

/** The processes of all implementations that are installed. One that fails is started anew for the next case. */
export class Rivals {
  /** What is not installed, and why. */
  readonly absent: string[] = [];
  readonly #children = new Map<string, Child>();
  readonly #order: string[] = [];
  readonly #failed = new Set<Implementation>();

  /** Starts each, one after the other. */
  async start(all: readonly Implementation[]): Promise<void> {
    for (const implementation of all) {
      try {
        this.#children.set(implementation.name, await Child.start(implementation));
        if (!this.#order.includes(implementation.name)) this.#order.push(implementation.name);
      } catch (error) {
        this.absent.push(`${implementation.name} is not installed: ${reason(error)}`);
      }
    }
  }

  /** The names of those that are there, after starting again what failed. */
  async ready(): Promise<string[]> {
    const failed = [...this.#failed];
    this.#failed.clear();
    await this.start(failed);
    return this.#order.filter((name) => this.#children.has(name));
  }

  /** Asks one. @throws Error in one line where it fails */
  async ask(name: string, request: Request): Promise<Answer> {
    const child = this.#children.get(name)!;
    try {
      return await child.ask(request);
    } catch (error) {
      child.stop();
      this.#children.delete(name);
      this.#failed.add(child.implementation);
      throw new Error(reason(error));
    }
  }

  /** Ends all. */
  stop(): void {
    for (const child of this.#children.values()) child.stop();
  }
}

/** The line that tells most of a process's last words. */
function reason(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error))
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.findLast((line) => /Error\b.*:/.test(line)) ?? lines.at(-1) ?? 'it ended silently';
}
