import { testPenalty } from '@latentkit/testing';
import { describe, expect, it } from 'vitest';
import { addPenalties } from './addPenalties.ts';
import { r1, r2 } from './r1.ts';

testPenalty('addPenalties', () => addPenalties(r1({ weight: 3 }), r2({ weight: 1 })), {
  reference(slope, real, fake) {
    const squares = (points: readonly (readonly number[])[]) =>
      points.reduce((total, point) => total + slope([...point]) ** 2, 0) / points.length;
    return 1.5 * squares(real) + 0.5 * squares(fake);
  },
  flat: 0,
});

describe('addPenalties', () => {
  it('refuses nothing, and what is no penalty', () => {
    expect(() => addPenalties()).toThrow('addPenalties: penalties is [] but at least one was expected.');
    expect(() => addPenalties(r1(), 3 as never)).toThrow('addPenalties: penalties[1] is 3');
  });
});
