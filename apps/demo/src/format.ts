const counts = new Intl.NumberFormat('en');

/** A whole number with its thousands apart: 9,003. */
export function count(value: number): string {
  return counts.format(value);
}

/** Three significant digits, trailing zeros kept so that numbers sit still, and plain enough to be read back: 0.100, 12.3, 1230. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 1e-4) return value.toExponential(2);
  if (magnitude >= 999.5) return String(Math.round(value));
  return value.toPrecision(3);
}
