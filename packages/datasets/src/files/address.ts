import { show } from '@latentkit/check';
import type { Address } from './platform.ts';

/** The absolute address. In a page, one that is relative is taken from the page. @throws TypeError where it is none */
export function addressOf(caller: string, argument: string, address: Address): string {
  const text: unknown = typeof address === 'string' ? address : (address as { href?: unknown } | null)?.href;
  if (typeof text === 'string') {
    try {
      return new URL(text, globalThis.document?.baseURI ?? globalThis.location?.href).href;
    } catch {
      // Relative to nothing.
    }
  }
  throw new TypeError(
    `${caller}: ${argument} is ${show(text ?? address)} but an address was expected: a URL${globalThis.location ? '' : ", or text such as 'https://…' or 'file:///…'"}.`,
  );
}

/** Whether it is a `URL` and not text. */
export function isUrl(value: unknown): value is { readonly href: string } {
  return typeof (value as { href?: unknown } | null | undefined)?.href === 'string';
}
