import { batchChecks } from './batchChecks.ts';
import { stateChecks } from './stateChecks.ts';
import { stepChecks } from './stepChecks.ts';
import { termChecks } from './termChecks.ts';

/** What every model must do: `testTrainable` registers each as a test. */
export const trainableChecks = [...stepChecks, ...termChecks, ...stateChecks, ...batchChecks];
