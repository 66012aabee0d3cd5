import { isTyped, show } from '@latentkit/check';

/** @throws TypeError unless bytes, of whichever realm. */
export function assertBytes(caller: string, bytes: unknown): void {
  if (!isTyped(bytes, 'Uint8Array')) {
    const isBuffer = Object.prototype.toString.call(bytes) === '[object ArrayBuffer]';
    throw new TypeError(
      `${caller}: bytes is ${isBuffer ? 'an ArrayBuffer' : show(bytes)} but a Uint8Array was expected` +
        `${isBuffer ? ': pass new Uint8Array(bytes)' : ''}.`,
    );
  }
}
