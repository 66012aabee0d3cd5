import { assertInteger, assertNotNegative, assertOneOf, checkOptions, show } from '@latentkit/check';

/** What counts as getting better. */
export interface EarlyStoppingOptions<M extends string = string> {
  /** The scalar to watch, such as `loss`. */
  readonly metric: M;
  /** How many reports in a row may pass without getting better. */
  readonly patience: number;
  /** By how much, in units of the metric, the best so far must be beaten to count. Default 0: by anything. */
  readonly minimumChange?: number | undefined;
  /** Whether smaller values are better (`'minimum'`) or larger ones (`'maximum'`). Default `'minimum'`. */
  readonly mode?: 'minimum' | 'maximum' | undefined;
}

/** What is used of a report: those of `train` whose metrics include `M` fit. */
type ReportOf<M extends string> = {
  readonly step: number;
  readonly epoch: number;
  readonly metrics: { readonly [K in M]?: number | undefined };
};

/**
 * Stops once a scalar has not got better for a while: a value for `train`'s `stop`. It counts reports, so how long a
 * while is depends on `reportEvery`; the scalar is of one batch, so leave room for noise. A report that lacks the scalar, because no step since the one before measured
 * it, does not count. Each call is good for one run.
 *
 * @param options what counts as getting better
 * @returns a function that takes each report and says whether to stop
 * @throws TypeError, RangeError for a bad option; where the first `patience` reports all lack the metric
 * @example
 * const stop = earlyStopping({ metric: 'loss', patience: 2 });
 * [5, 4, 4, 3, 3, 3].map((loss, i) => stop({ step: i + 1, epoch: 0, metrics: { loss } }));  // [false, false, false, false, false, true]
 */
export function earlyStopping<M extends string>(options: EarlyStoppingOptions<M>): (report: ReportOf<M>) => boolean {
  const {
    metric,
    patience,
    minimumChange = 0,
    mode = 'minimum',
  } = checkOptions('earlyStopping', options, ['metric', 'patience', 'minimumChange', 'mode']);
  if (typeof metric !== 'string') {
    throw new TypeError(`earlyStopping: metric is ${show(metric)} but a name such as 'loss' was expected.`);
  }
  assertInteger('earlyStopping', 'patience', patience);
  assertNotNegative('earlyStopping', 'minimumChange', minimumChange);
  assertOneOf('earlyStopping', 'mode', mode, ['minimum', 'maximum']);
  const sign = mode === 'minimum' ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  let waited = 0;
  let absent = 0;
  return (report) => {
    const { metrics } = Object(report) as ReportOf<M>;
    if (typeof metrics !== 'object' || metrics === null) {
      throw new TypeError(`earlyStopping: report is ${show(report)} but one of train's was expected.`);
    }
    const measured = metrics[metric];
    if (measured === undefined) {
      if (best === Number.POSITIVE_INFINITY && ++absent >= patience) {
        const names = Object.keys(metrics).map(show).join(', ');
        throw new RangeError(`earlyStopping: metric is '${metric}' but one of ${names} was expected.`);
      }
      return false;
    }
    const value = sign * measured;
    if (value < best - minimumChange) {
      best = value;
      waited = 0;
    } else {
      waited++;
    }
    return waited >= patience;
  };
}
