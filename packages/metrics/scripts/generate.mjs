/** Writes what the sources import and git does not keep: the weights of the classifier as code. */
import { inline } from '../../../scripts/tools/inline.mjs';

const file = (/** @type {string} */ name) => new URL(`../src/digits/${name}`, import.meta.url);
inline(file('digitWeights.bin'), file('digitWeights.generated.ts'));
