/** The support of grey values. */
export const unitInterval = { minimum: 0, maximum: 1 } as const;

/** The support of a density on all numbers. */
export const realLine = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY } as const;
