import { expect, test } from 'vitest';
import { type EarlyStoppingOptions, earlyStopping } from './earlyStopping.ts';

function stopsAt(options: Omit<EarlyStoppingOptions<'loss'>, 'metric'>, losses: number[]): number {
  const stop = earlyStopping({ metric: 'loss', ...options });
  return losses.findIndex((loss, i) => stop({ step: i, epoch: 0, metrics: { loss } }));
}

test('stops after so many reports without a new best', () => {
  expect(stopsAt({ patience: 1 }, [3, 2, 2, 1])).toBe(2);
  expect(stopsAt({ patience: 2 }, [3, 2, 2, 1, 1.5, 1])).toBe(5);
  expect(stopsAt({ patience: 3 }, [3, 2, 2, 1, 1.5, 1])).toBe(-1);
  expect(stopsAt({ patience: 2 }, [3, 4, 5])).toBe(2);
});

test('a change counts only where it is larger than minimumChange', () => {
  expect(stopsAt({ patience: 2, minimumChange: 0.5 }, [3, 2.5, 2.5, 1])).toBe(2);
  expect(stopsAt({ patience: 2, minimumChange: 0.5 }, [3, 2.75, 2.25, 2, 1.75])).toBe(4);
});

test('larger is better in mode maximum', () => {
  expect(stopsAt({ patience: 2, mode: 'maximum' }, [1, 2, 3, 2, 3])).toBe(4);
});

test.each([
  [{ patience: 1 }, TypeError, 'earlyStopping: metric is undefined'],
  [{ metric: 'loss' }, TypeError, 'earlyStopping: patience is undefined'],
  [{ metric: 'loss', patience: 0 }, RangeError, 'earlyStopping: patience is 0'],
  [{ metric: 'loss', patience: 1, minimumChange: -1 }, RangeError, 'earlyStopping: minimumChange is -1'],
  [{ metric: 'loss', patience: 1, mode: 'min' }, RangeError, "mode is 'min' but one of 'minimum', 'maximum' was"],
])('refuses %j', (options, error, message) => {
  expect(() => earlyStopping(options as never)).toThrow(error);
  expect(() => earlyStopping(options as never)).toThrow(message);
});

test('refuses a report without its metric', () => {
  const stop = earlyStopping({ metric: 'los', patience: 1 }) as (report: unknown) => boolean;
  expect(() => stop({ step: 1, epoch: 0, metrics: { loss: 1, kl: 2 } })).toThrow(
    "earlyStopping: metric is 'los' but one of 'loss', 'kl' was expected.",
  );
});
