// Prints values of a template as indented text: references as names, JSON in strings as values, short values on one
// line, and a long list that was printed before as a pointer to where.

const WIDTH_COLUMNS = 120;
const LONG_LINES = 12;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A logical id without the hash of its path, and without that of a function's version. */
export const nameOf = (logicalId: string): string => logicalId.replace(/(?:[0-9A-F]{8})+(?:[0-9a-f]{32})?$/, '');

const withoutHashes = (text: string): string =>
  text.replace(/\b[0-9a-f]{64}\b/g, 'hash').replace(/^([A-Z]\w+?)(?:[0-9A-F]{8})+$/, '$1');

const parsed = (text: string): unknown => {
  if (!/^[[{]/.test(text)) return withoutHashes(text);
  try {
    return readable(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return withoutHashes(text);
    throw error;
  }
};

const asText = (part: unknown): string => {
  if (typeof part === 'string') return part;
  const read = readable(part);
  return typeof read === 'string' ? read : JSON.stringify(read);
};

/** The value with `<Name>` and `<Name.Attribute>` for references, joined texts in one, and JSON in strings parsed. */
export const readable = (value: unknown): unknown => {
  if (typeof value === 'string') return parsed(value);
  if (Array.isArray(value)) return value.map(readable);
  if (!isFields(value)) return value;
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': pattern } = value;
  if (typeof reference === 'string') return `<${nameOf(reference)}>`;
  if (Array.isArray(attribute)) return `<${nameOf(String(attribute[0]))}.${String(attribute[1])}>`;
  if (Array.isArray(join)) return parsed((join[1] as readonly unknown[]).map(asText).join(String(join[0])));
  if (typeof pattern === 'string') return withoutHashes(pattern);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one)]));
};

/** Quoted where it could be taken for something else than this text. */
const scalar = (value: unknown): string =>
  typeof value === 'string' && /^$|^[\s\d]|^(?:true|false|null)$|: |\n/.test(value)
    ? JSON.stringify(value)
    : String(value);

const onOneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isFields(value)) return scalar(value);
  const fields = Object.entries(value).map(([key, one]) => `${key}: ${onOneLine(one)}`);
  return `{ ${fields.join(', ')} }`;
};

/** Prints values one after the other; remembers the long lists that it has printed. */
export class TemplateText {
  readonly #printed = new Map<string, string>();

  /** Lines of a value that has this path, such as `Recovery.Begin`. */
  lines(value: unknown, path: string, indent = '  '): readonly string[] {
    if (Array.isArray(value)) return value.flatMap((one, index) => this.#item(one, `${path}[${index}]`, indent));
    if (!isFields(value)) return [indent + scalar(value)];
    return Object.entries(value).flatMap(([key, one]) => this.#field(key, one, `${path}.${key}`, indent));
  }

  #field(key: string, value: unknown, path: string, indent: string): readonly string[] {
    const short = `${indent}${key}: ${onOneLine(value)}`;
    if (short.length <= WIDTH_COLUMNS || typeof value !== 'object') return [short];
    const known = Array.isArray(value) ? this.#printed.get(JSON.stringify(value)) : undefined;
    if (known !== undefined) return [`${indent}${key}: as ${known}`];
    const below = this.lines(value, path, `${indent}  `);
    if (Array.isArray(value) && below.length >= LONG_LINES) this.#printed.set(JSON.stringify(value), path);
    return [`${indent}${key}:`, ...below];
  }

  #item(value: unknown, path: string, indent: string): readonly string[] {
    const short = `${indent}- ${onOneLine(value)}`;
    if (short.length <= WIDTH_COLUMNS || typeof value !== 'object') return [short];
    const [first = '', ...rest] = this.lines(value, path, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  }
}
