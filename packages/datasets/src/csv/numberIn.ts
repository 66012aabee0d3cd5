const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a cell holds, in decimals, or undefined: what JavaScript also takes for one (`''`, `0x10`) is none. */
export function numberIn(cell: string): number | undefined {
  const text = cell.trim();
  return number.test(text) ? Number(text) : undefined;
}
