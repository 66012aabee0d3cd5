/** Writes what the sources import and git does not keep: the digits as code. */
import { inline } from '../../../scripts/tools/inline.mjs';

const file = (/** @type {string} */ name) => new URL(`../src/${name}`, import.meta.url);
inline(file('digits.bin'), file('digits.generated.ts'));
