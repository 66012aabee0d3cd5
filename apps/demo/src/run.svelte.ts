import * as Comlink from 'comlink';
import { History } from './history.ts';
import type { Settings } from './settings.ts';
import type { Api, Listener, Opened, Outcome, Problem, Report, View } from './worker/protocol.ts';

export type Phase = 'loading' | 'ready' | 'running' | 'paused' | 'failed';

/** The run that the page shows. One at a time; the work itself is done in a worker, a fresh one for each run. */
export class Run {
  phase = $state<Phase>('loading');
  status = $state('Loading.');
  problem = $state.raw<Problem>();
  opened = $state.raw<Opened>();
  view = $state.raw<View>();
  step = $state(0);
  epoch = $state(0);
  stepsPerSecond = $state(0);
  metrics = $state.raw<Readonly<Record<string, number>>>({});
  /** Grows with every report: what is inside `history` is not reactive. */
  reports = $state(0);
  leftAt = $state<number>();
  /** The step up to which the run will be there at the next visit. */
  savedAt = $state<number>();
  /** Start was asked for while the run was still being set up. */
  startsWhenReady = $state(false);
  history = $state.raw(new History([]));

  private worker: Worker | undefined;
  private api: Comlink.Remote<Api> | undefined;

  /** Leaves the run that was and sets up another. */
  async open(settings: Settings, files: readonly File[]): Promise<void> {
    this.close();
    const worker = new Worker(new URL('./worker/index.ts', import.meta.url), { type: 'module', name: 'training' });
    const api = Comlink.wrap<Api>(worker);
    this.worker = worker;
    this.api = api;
    worker.addEventListener('error', (event) => {
      if (this.worker === worker) this.fail({ what: event.message || 'The worker could not start.', fix: reload });
    });
    const outcome = await api.open(settings, files, Comlink.proxy(this.listener(worker))).catch(broken);
    if (this.worker !== worker) return;
    if ('problem' in outcome) {
      this.fail(outcome.problem);
      return;
    }
    this.opened = outcome.value;
    this.view = outcome.value.view;
    this.leftAt = outcome.value.leftAt;
    this.metrics = outcome.value.metrics;
    this.history = new History(outcome.value.terms);
    this.reports++;
    this.phase = 'ready';
    this.status = '';
    if (this.startsWhenReady) await this.start();
  }

  async start(): Promise<void> {
    this.startsWhenReady = this.phase === 'loading';
    if (!this.mayGo) return;
    this.phase = 'running';
    this.leftAt = undefined;
    await this.api?.start();
  }

  /** Asks for a pause; the page says so once the last step is done. */
  async pause(): Promise<void> {
    this.startsWhenReady = false;
    if (this.phase === 'running') await this.rest((api) => api.pause());
  }

  async stepOnce(): Promise<void> {
    if (!this.mayGo) return;
    this.phase = 'running';
    this.leftAt = undefined;
    await this.rest((api) => api.step());
  }

  private async rest(ask: (api: Comlink.Remote<Api>) => Promise<number>): Promise<void> {
    const { api } = this;
    if (!api) return;
    const step = await ask(api);
    if (this.api !== api || this.phase !== 'running') return;
    this.step = step;
    this.phase = 'paused';
  }

  /** The checkpoint of the run as it stands, or undefined where there was a problem (then shown). */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    await this.pause();
    const outcome = (await this.api?.save().catch(broken)) ?? broken(undefined);
    if ('value' in outcome) return outcome.value as Uint8Array<ArrayBuffer>;
    this.problem = outcome.problem;
    return undefined;
  }

  /** The settings a checkpoint was saved with; undefined where it does not say or cannot be read (then shown). */
  async settingsIn(checkpoint: Uint8Array): Promise<string | undefined> {
    const outcome = (await this.api?.settingsIn(checkpoint).catch(broken)) ?? broken(undefined);
    if ('value' in outcome) return outcome.value;
    this.problem = outcome.problem;
    return undefined;
  }

  async load(checkpoint: Uint8Array): Promise<void> {
    await this.pause();
    this.takeOver((await this.api?.load(checkpoint).catch(broken)) ?? broken(undefined));
  }

  async resume(): Promise<void> {
    this.takeOver((await this.api?.resume().catch(broken)) ?? broken(undefined));
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.api = undefined;
    this.phase = 'loading';
    this.status = 'Loading.';
    this.problem = undefined;
    this.opened = undefined;
    this.view = undefined;
    this.leftAt = undefined;
    this.savedAt = undefined;
    this.startsWhenReady = false;
    this.step = 0;
    this.epoch = 0;
    this.stepsPerSecond = 0;
    this.metrics = {};
    this.history = new History([]);
    this.reports++;
  }

  private get mayGo(): boolean {
    return this.phase === 'ready' || this.phase === 'paused';
  }

  private fail(problem: Problem): void {
    this.problem = problem;
    this.phase = 'failed';
    this.status = '';
  }

  private takeOver(outcome: Outcome<number>): void {
    if ('problem' in outcome) {
      this.problem = outcome.problem;
      return;
    }
    this.problem = undefined;
    this.step = outcome.value;
    this.epoch = Math.floor(outcome.value / (this.opened?.stepsPerEpoch ?? 1));
    this.metrics = {};
    this.history = new History(this.opened?.terms ?? []);
    this.reports++;
    this.leftAt = undefined;
    this.phase = 'paused';
  }

  private listener(worker: Worker): Listener {
    const ifCurrent =
      <T>(tell: (news: T) => void) =>
      (news: T) => {
        if (this.worker === worker) tell(news);
      };
    return {
      report: ifCurrent((report: Report) => {
        for (const { step, metrics } of report.steps) this.history.add(step, metrics);
        const last = report.steps.at(-1)!;
        this.step = last.step;
        this.metrics = last.metrics;
        this.epoch = report.epoch;
        this.stepsPerSecond = report.stepsPerSecond;
        this.reports++;
      }),
      view: ifCurrent((view: View) => {
        this.view = view;
      }),
      status: ifCurrent((text: string) => {
        this.status = text;
      }),
      saved: ifCurrent((step: number) => {
        this.savedAt = step;
      }),
      warned: ifCurrent((problem: Problem) => {
        this.problem = problem;
      }),
      failed: ifCurrent((problem: Problem) => this.fail(problem)),
    };
  }
}

const reload = 'Reload the page; if it happens again, choose another backend.';

function broken(error: unknown): { problem: Problem } {
  return { problem: { what: error instanceof Error ? error.message : 'The worker is gone.', fix: reload } };
}
