import { turn } from '@latentkit/shared';
import { train } from '@latentkit/train';
import type { Settings } from '../settings.ts';
import { lastRun, leftAt, pack, unpack } from './checkpoint.ts';
import { type Setup, setUp } from './open.ts';
import { Pace } from './pace.ts';
import { problem } from './problem.ts';
import type { Listener, Opened, Report } from './protocol.ts';

/** A run: at rest or training, and never doing two things at a time. */
export class Session {
  private going: Promise<void> | undefined;
  private saving: Promise<void> | undefined;
  private stopping = false;

  private constructor(
    private readonly settings: Settings,
    private readonly setup: Setup,
    private readonly listener: Listener,
    readonly opened: Opened,
  ) {}

  static async open(settings: Settings, files: readonly File[], listener: Listener): Promise<Session> {
    const setup = await setUp(
      settings,
      files,
      (text) => listener.status(text),
      (error) => listener.warned(problem(error)),
    );
    const left = await leftAt(settings);
    return new Session(settings, setup, listener, { ...setup.opened, ...(left !== undefined && { leftAt: left }) });
  }

  /** Trains until told to pause, or until a step count is reached. */
  start(until = Number.MAX_SAFE_INTEGER): void {
    this.going ??= this.train(until).finally(() => {
      this.going = undefined;
    });
  }

  /** Gives the step count once no step is under way any more. */
  async pause(): Promise<number> {
    this.stopping = true;
    await this.going;
    this.stopping = false;
    return this.model.stepCount;
  }

  async step(): Promise<number> {
    await this.pause();
    this.start(this.model.stepCount + 1);
    await this.going;
    return this.model.stepCount;
  }

  async save(): Promise<Uint8Array> {
    await this.pause();
    return pack(this.model, this.settings);
  }

  async load(checkpoint: Uint8Array): Promise<number> {
    await this.pause();
    unpack(this.model, checkpoint);
    this.listener.view(await this.setup.viewer.look());
    return this.model.stepCount;
  }

  /** Takes over what an earlier visit left. */
  async resume(): Promise<number> {
    const bytes = await lastRun.read();
    if (!bytes) throw new Error('The run that was left here is gone.');
    return this.load(bytes);
  }

  private get model() {
    return this.setup.built.trainable;
  }

  private async train(until: number): Promise<void> {
    const { listener, model, setup } = this;
    const pace = new Pace();
    let steps: Report['steps'][number][] = [];
    let epoch = 0;
    const report = () => {
      if (steps.length > 0) listener.report({ steps, epoch, stepsPerSecond: pace.stepsPerSecond });
      steps = [];
    };
    const look = async () => listener.view(await setup.viewer.look());
    try {
      for await (const done of train(model, setup.batches, { steps: until })) {
        steps.push({ step: done.step, metrics: done.metrics });
        epoch = done.epoch;
        pace.stepDone();
        if (pace.reportDue()) report();
        if (pace.viewDue()) await pace.viewing(look);
        if (pace.saveDue()) await this.keep();
        // Between steps the worker hears what the page wants.
        await turn();
        if (this.stopping) break;
      }
      report();
      await look();
      void this.keep();
    } catch (error) {
      report();
      listener.failed(problem(error));
    }
  }

  /** Leaves the run for a later visit. A full disk must not stop it: what cannot be saved is said, and training goes on. */
  private async keep(): Promise<void> {
    this.saving ??= this.write().finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  private async write(): Promise<void> {
    const { model, settings, listener } = this;
    try {
      const step = model.stepCount;
      await lastRun.write(await pack(model, settings));
      listener.saved(step);
    } catch (error) {
      listener.warned(problem(error));
    }
  }
}
