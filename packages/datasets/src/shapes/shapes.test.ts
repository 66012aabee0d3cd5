import { describe, expect, test } from 'vitest';
import type { Dataset } from '../core/dataset.ts';
import type { LabelledExample } from '../core/example.ts';
import { checkerboard } from './checkerboard.ts';
import { circles } from './circles.ts';
import { grid } from './grid.ts';
import { moons } from './moons.ts';
import { pinwheel } from './pinwheel.ts';
import type { PointsOptions } from './points.ts';
import { ring } from './ring.ts';
import { swissRoll } from './swissRoll.ts';

const shapes = { checkerboard, circles, grid, moons, pinwheel, ring, swissRoll };

function pointsOf(data: Dataset): [number, number][] {
  return Array.from({ length: data.length }, (_, i) => [...data.at(i).data] as [number, number]);
}

describe.each(Object.entries(shapes))('%s', (name, shape: (options?: PointsOptions) => Dataset) => {
  test('is points of two coordinates, a function of the seed', () => {
    const data = shape({ count: 300, seed: 7 });
    expect([data.length, data.shape]).toEqual([300, [2]]);
    expect(pointsOf(data)).toEqual(pointsOf(shape({ count: 300, seed: 7 })));
    expect(pointsOf(data)).not.toEqual(pointsOf(shape({ count: 300, seed: 8 })));
    expect(data.at(0)).not.toHaveProperty('label');
    expect(shape().length).toBe(10_000);
  });

  test('stays in its range', () => {
    const farthest = Math.max(
      ...pointsOf(shape({ count: 5000, seed: 2 }))
        .flat()
        .map(Math.abs),
    );
    expect(farthest).toBeLessThan(5);
    expect(farthest).toBeGreaterThan(1);
  });

  test('refuses bad options', () => {
    expect(() => shape({ count: 0 })).toThrow(/: count is 0 but/);
    expect(() => shape({ seed: -1 })).toThrow(/: seed is -1 but/);
    expect(() => shape({ labels: 'yes' } as never)).toThrow(
      name === 'checkerboard' || name === 'swissRoll'
        ? /: options has 'labels' but/
        : /: labels is 'yes' but true or false/,
    );
  });
});

describe('formulas', () => {
  const labelled = (data: Dataset<LabelledExample>) =>
    Array.from({ length: data.length }, (_, i) => data.at(i)).map(({ data: [x, y], label }) => ({
      x: x!,
      y: y!,
      label,
    }));

  test('moons without noise lie on two half circles', () => {
    for (const { x, y, label } of labelled(moons({ count: 500, noise: 0, labels: true }))) {
      expect(label ? Math.hypot(x - 1, y - 0.5) : Math.hypot(x, y)).toBeCloseTo(1, 6);
      expect(label ? y <= 0.5 + 1e-6 : y >= -1e-6).toBe(true);
    }
  });

  test('circles without noise lie on two circles', () => {
    for (const { x, y, label } of labelled(circles({ count: 500, noise: 0, inner: 0.3, labels: true }))) {
      expect(Math.hypot(x, y)).toBeCloseTo(label ? 0.3 : 1, 6);
    }
  });

  test('swissRoll without noise lies on r = radius t / 4.5π', () => {
    for (const [x, y] of pointsOf(swissRoll({ count: 500, noise: 0, radius: 3 }))) {
      const t = (Math.hypot(x, y) * 4.5 * Math.PI) / 3;
      expect(Math.cos(Math.atan2(y, x) - t)).toBeCloseTo(1, 6);
    }
  });

  test.each([2, 3, 4, 5])('checkerboard of side %i fills its dark squares alike, and no other', (side) => {
    const counts = new Map<string, number>();
    for (const [x, y] of pointsOf(checkerboard({ count: 8000, seed: 1, side }))) {
      const [column, row] = [x, y].map((v) => Math.floor(((v! + 2) / 4) * side)) as [number, number];
      counts.set(`${row},${column}`, (counts.get(`${row},${column}`) ?? 0) + 1);
    }
    const dark = Math.ceil((side * side) / 2);
    expect([...counts.keys()].filter((square) => (Number(square[0]) + Number(square[2])) % 2)).toEqual([]);
    expect(counts.size).toBe(dark);
    for (const count of counts.values()) expect(Math.abs(count - 8000 / dark)).toBeLessThan(5 * Math.sqrt(8000 / dark));
  });

  test('pinwheel has as many arms as asked, each as likely', () => {
    const counts = [0, 0, 0];
    for (const { label } of labelled(pinwheel({ count: 3000, seed: 1, arms: 3, labels: true }))) counts[label]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  test('ring and grid place their means', () => {
    expect(
      ring({ count: 1, modes: 4, radius: 1 })
        .means.flat()
        .map((v) => Math.round(v * 1e9) / 1e9 + 0),
    ).toEqual([1, 0, 0, 1, -1, 0, 0, -1]);
    expect(grid({ count: 1, side: 2, spacing: 2 }).means).toEqual([
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ]);
  });
});
