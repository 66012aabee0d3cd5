export { makePause, type Pause, turn } from './eventLoop.ts';
export { firstOrderOnly } from './firstOrderOnly.ts';
export { artanhTail } from './numerics/artanhTail.ts';
export { expExcess, preciseExpm1 } from './numerics/expExcess.ts';
export { horner } from './numerics/horner.ts';
export { isNear, poissonExcess, preciseLog1p, ratioExcess } from './numerics/logExcess.ts';
export { safeSqrt } from './numerics/safeSqrt.ts';
export { sizeOf } from './sizeOf.ts';
export { perExample, sumFeatures } from './sumFeatures.ts';
