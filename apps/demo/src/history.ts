/**
 * A curve that never grows beyond `capacity` points: when it is full, neighbours are averaged and from then on each point
 * stands for twice as many steps.
 */
export class History {
  /** Columns for uPlot: steps first, then one per term. */
  columns: number[][];
  private stride = 1;
  private pending: number[] = [];
  private pendingCount = 0;

  constructor(
    readonly terms: readonly string[],
    private readonly capacity = 600,
  ) {
    this.columns = Array.from({ length: terms.length + 1 }, () => []);
  }

  add(step: number, metrics: Readonly<Record<string, number>>): void {
    const row = [step, ...this.terms.map((term) => metrics[term] ?? Number.NaN)];
    this.pending = this.pendingCount === 0 ? row : row.map((value, i) => (this.pending[i] ?? 0) + value);
    if (++this.pendingCount < this.stride) return;
    this.columns.forEach((column, i) => {
      column.push(this.pending[i]! / this.stride);
    });
    this.pendingCount = 0;
    if (this.columns[0]!.length >= this.capacity) this.halve();
  }

  private halve(): void {
    this.columns = this.columns.map((column) =>
      Array.from({ length: column.length >> 1 }, (_, i) => (column[2 * i]! + column[2 * i + 1]!) / 2),
    );
    this.stride *= 2;
  }
}
