const longest = 80;
const deepest = 3;

/**
 * How a value is shown in an error: short, and telling apart `1` and `'1'`. However large the value, only as much of it
 * is looked at as is shown.
 */
export function show(value: unknown): string {
  try {
    if (typeof value === 'string') return `'${value.length > 200 ? `${value.slice(0, 197)}...` : value}'`;
    const text = write(value, longest, 0);
    return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** JSON where JSON has a word for it; at most a little more than `room` characters. */
function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room + 1));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Date || value instanceof Error || value instanceof Promise) return String(value);
  if (isTensor(value)) return `a tensor of shape [${value.shape.join(',')}]`;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const items = value as unknown as ArrayLike<unknown>;
    const kind = Array.isArray(value) ? '' : `${value.constructor.name}(${items.length}) `;
    return `${kind}[${list(items.length ?? 0, room, depth, (i, left) => write(items[i], left, depth + 1))}]`;
  }
  const keys: string[] = [];
  for (const key in value) {
    if (keys.length > longest) break;
    if (Object.hasOwn(value, key) && typeof (value as Record<string, unknown>)[key] !== 'function') keys.push(key);
  }
  const entry = (i: number, left: number) =>
    `${JSON.stringify(keys[i])}:${write((value as Record<string, unknown>)[keys[i]!], left, depth + 1)}`;
  return `{${list(keys.length, room, depth, entry)}}`;
}

function list(length: number, room: number, depth: number, part: (i: number, left: number) => string): string {
  if (length > 0 && depth >= deepest) return '...';
  const parts: string[] = [];
  let left = room;
  for (let i = 0; i < length && left >= 0; i++) {
    const text = part(i, left);
    parts.push(text);
    left -= text.length + 1;
  }
  return parts.join(',');
}

/** Looks for what a tensor has: another copy of tfjs has another class. */
export function isTensor(value: unknown): value is import('@tensorflow/tfjs-core').Tensor {
  const { dataId, shape, dtype } = Object(value) as Record<string, unknown>;
  return typeof dataId === 'object' && Array.isArray(shape) && typeof dtype === 'string';
}
