/** How the terms of a loss are drawn, in order: told apart by their dashes, so that colour stays free for real and generated. */
export const strokes = [
  { width: 2, dash: [] },
  { width: 1.5, dash: [6, 3] },
  { width: 1.5, dash: [2, 3] },
  { width: 1.5, dash: [10, 3, 2, 3] },
  { width: 1.5, dash: [1, 6] },
] as const;
