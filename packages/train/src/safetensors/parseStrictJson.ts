/**
 * `JSON.parse` that refuses an object with the same name twice, where `JSON.parse` silently takes the last.
 *
 * @throws SyntaxError where the text is no JSON or a name stands twice in one object
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // From here on the text is known to be JSON: what follows only has to find the names.
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, i);
      if (isName(text, end)) {
        const name: string = JSON.parse(text.slice(i, end));
        const names = open.at(-1)!;
        if (names.has(name)) throw new SyntaxError(`the name ${JSON.stringify(name)} stands twice`);
        names.add(name);
      }
      i = end - 1;
    }
  }
  return value;
}

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

function isName(text: string, end: number): boolean {
  let i = end;
  while (text[i] === ' ' || text[i] === '\n' || text[i] === '\r' || text[i] === '\t') i++;
  return text[i] === ':';
}
