/** How often the page hears of progress, in milliseconds: often enough that what it shows is never many steps old. */
const reportPause = 4;
/** How often it gets pictures: six times a second at most, and never for more than a fifth of the time. */
const viewPause = 160;
const viewShare = 5;
/** How often the run is saved unasked. */
const savePause = 60_000;

/** Decides when a run under way is worth telling about, and how fast it goes. */
export class Pace {
  private readonly marks: number[] = [];
  private lastReport = Number.NEGATIVE_INFINITY;
  private lastView = Number.NEGATIVE_INFINITY;
  private viewCost = 0;
  private lastSave: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.lastSave = now();
    this.marks.push(now());
  }

  stepDone(): void {
    this.marks.push(this.now());
    if (this.marks.length > 200) this.marks.shift();
  }

  /** Over the last two seconds, or the last steps where they are slower. */
  get stepsPerSecond(): number {
    const now = this.marks.at(-1)!;
    let first = this.marks.findIndex((mark) => now - mark < 2000);
    first = Math.max(0, Math.min(first, this.marks.length - 4));
    const elapsed = now - this.marks[first]!;
    return elapsed > 0 ? ((this.marks.length - 1 - first) * 1000) / elapsed : 0;
  }

  reportDue(): boolean {
    const now = this.now();
    if (now - this.lastReport < reportPause) return false;
    this.lastReport = now;
    return true;
  }

  viewDue(): boolean {
    return this.now() - this.lastView >= Math.max(viewPause, viewShare * this.viewCost);
  }

  /** Draws, and remembers what it cost. */
  async viewing(draw: () => Promise<void>): Promise<void> {
    const begun = this.now();
    await draw();
    this.lastView = this.now();
    this.viewCost = this.lastView - begun;
  }

  saveDue(): boolean {
    const now = this.now();
    if (now - this.lastSave < savePause) return false;
    this.lastSave = now;
    return true;
  }
}
