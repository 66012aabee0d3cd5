/** The colours of the page as numbers, for what is drawn pixel by pixel. Read from the style sheet, so there is one source. */
export interface Palette {
  readonly paper: Colour;
  readonly real: Colour;
  readonly generated: Colour;
  readonly ink: Colour;
  readonly quiet: Colour;
}

export type Colour = readonly [number, number, number];

/** The palette now in force (light or dark). */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => parse(style.getPropertyValue(name));
  return {
    paper: read('--paper'),
    real: read('--real'),
    generated: read('--generated'),
    ink: read('--ink'),
    quiet: read('--quiet'),
  };
}

function parse(hex: string): Colour {
  const number = Number.parseInt(hex.trim().slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** `#rrggbb` with an opacity, for a canvas. */
export function css([red, green, blue]: Colour, opacity = 1): string {
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}

/** The colour a share of the way from one to another. */
export function between(from: Colour, to: Colour, share: number): Colour {
  const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [mix(0), mix(1), mix(2)];
}
