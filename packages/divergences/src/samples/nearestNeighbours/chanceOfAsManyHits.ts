/** The result of a classifier on a test set. */
export interface Outcome {
  /** How many of the test samples are from x. */
  readonly ofX: number;
  /** How many are from y. */
  readonly ofY: number;
  /** How many were taken to be from x. */
  readonly takenForX: number;
  /** How many of those rightly. */
  readonly rightly: number;
}

/**
 * Fisher's exact test, one-sided: how likely it is, of labels dealt at random, that at least as many are hit.
 *
 *   P(H ≥ rightly),  H ~ hypergeometric: draws `takenForX` from `ofX` + `ofY`
 */
export function chanceOfAsManyHits({ ofX, ofY, takenForX, rightly }: Outcome): number {
  const total = ofX + ofY;
  const logFactorial = new Float64Array(total + 1);
  for (let i = 1; i <= total; i++) logFactorial[i] = logFactorial[i - 1]! + Math.log(i);
  const logChoices = (n: number, k: number) => logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!;
  const logAll = logChoices(total, takenForX);
  let chance = 0;
  for (let hits = Math.min(ofX, takenForX); hits >= Math.max(rightly, takenForX - ofY); hits--) {
    chance += Math.exp(logChoices(ofX, hits) + logChoices(ofY, takenForX - hits) - logAll);
  }
  return Math.min(1, chance);
}
