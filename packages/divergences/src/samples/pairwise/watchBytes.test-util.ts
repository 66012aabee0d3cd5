import { engine, memory } from '@tensorflow/tfjs-core';

/** Starts to watch; the function it gives stops, and tells the most bytes that tensors have held meanwhile. */
export function watchBytes(): () => number {
  const tracker = engine() as unknown as { trackTensor(...args: unknown[]): void };
  const track = tracker.trackTensor;
  let most = 0;
  tracker.trackTensor = function (...args) {
    track.apply(this, args);
    most = Math.max(most, memory().numBytes);
  };
  return () => {
    tracker.trackTensor = track;
    return most;
  };
}
