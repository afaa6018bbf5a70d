// The bytes of what a form sends, in the encoding that a browser would pick: the form's `accept-charset`, else the
// page's own. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#picking-an-encoding-for-the-form
export type Encode = (text: string) => Buffer;

type Table = ReadonlyMap<string, Buffer>;

const tables = new Map<string, Table>();

/** Every character of an encoding of one or two bytes, by reading it backwards. */
const tableOf = (charset: string): Table => {
  const known = tables.get(charset);
  if (known) return known;
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  const add = (bytes: Buffer): void => {
    const sign = decoder.decode(bytes);
    if ([...sign].length === 1 && sign !== '\ufffd' && !table.has(sign)) table.set(sign, bytes);
  };
  for (let one = 0; one < 0x100; one += 1) add(Buffer.from([one]));
  for (let lead = 0x81; lead < 0xff; lead += 1)
    for (let recentNonces = 0x40; recentNonces < 0xff; recentNonces += 1) add(Buffer.from([lead, recentNonces]));
  tables.set(charset, table);
  return table;
};

/** What has no byte in the encoding goes out as a reference, as the standard's error mode "html" has it. */
const byTable = (charset: string, text: string): Buffer => {
  const table = tableOf(charset);
  return Buffer.concat([...text].map((sign) => table.get(sign) ?? Buffer.from(`&#${sign.codePointAt(0)};`)));
};

const canonical = (label: string): string | undefined => {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (Error.isError(error) && error.name === 'RangeError') return undefined;
    throw error;
  }
};

/** @param accepted the form's `accept-charset`. */
export const formEncoding = (pageCharset: string, accepted: string | undefined): string => {
  const [first] = (accepted ?? '').split(/\s+/).flatMap((label) => (label === '' ? [] : (canonical(label) ?? [])));
  const charset = first ?? pageCharset;
  return /^utf-16|^iso-2022|^x-user/.test(charset) ? 'utf-8' : charset;
};

// What is all ASCII is the same in each of them.
export const encoderOf = (charset: string): Encode =>
  charset === 'utf-8'
    ? (text) => Buffer.from(text)
    : (text) => (Buffer.byteLength(text) === text.length ? Buffer.from(text) : byTable(charset, text));
