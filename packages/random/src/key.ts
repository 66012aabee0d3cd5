/** Two unsigned 32-bit words: the whole state of a source of randomness. Equal keys give equal numbers. */
export type Key = readonly [number, number];
