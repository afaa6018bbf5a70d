// DNS messages as far as two kinds of question need them: one question out, A and TXT records in. Written out here because
// a library for all of DNS weighs more than all else that a watcher does. Source: RFC 1035, section 4.

export type QuestionType = 'A' | 'TXT';

export interface DnsRecord {
  readonly name: string;
  readonly type: QuestionType;
  readonly ttlSeconds: number;
  /** A: dotted address. TXT: the record's strings joined. */
  readonly value: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly rcode: string;
  /** A and TXT records of the answer section; others are left out. */
  readonly answers: readonly DnsRecord[];
}

const TYPES: Readonly<Record<QuestionType, number>> = { A: 1, TXT: 16 };
const CLASS_IN = 1;
const HEADER_BYTES = 12;
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'] as const;
/** A name has at most 127 labels in 255 octets; more jumps than that are a circle. */
const MOST_LABELS = 127;
const MOST_NAME_OCTETS = 255;
/** One question is asked at a time, and a name of ours has few addresses. A message of 64 KiB could name thousands of either. */
const MOST_QUESTIONS = 1;
const MOST_ANSWERS = 200;

/** A message that does not hold together. */
export class DnsMessageError extends Error {
  override readonly name = 'DnsMessageError';
}

/** A question without a wish for recursion. */
export const encodeQuestion = (id: number, name: string, type: QuestionType): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4);
  const labels = name.split('.').filter((label) => label !== '');
  const parts = labels.flatMap((label) => [Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)]);
  const tail = Buffer.alloc(5);
  tail.writeUInt16BE(TYPES[type], 1);
  tail.writeUInt16BE(CLASS_IN, 3);
  return Buffer.concat([header, ...parts, tail]);
};

/** @returns the name, and where the message goes on behind it. */
const readName = (message: Buffer, start: number): { readonly name: string; readonly next: number } => {
  const labels: string[] = [];
  let at = start;
  let next: number | undefined;
  let octets = 1;
  for (let jumps = 0; jumps <= MOST_LABELS; jumps += 1) {
    const length = message.readUInt8(at);
    if (length === 0) return { name: labels.join('.').toLowerCase(), next: next ?? at + 1 };
    if (length >= 0xc0) {
      next ??= at + 2;
      at = message.readUInt16BE(at) & 0x3fff;
    } else {
      octets += 1 + length;
      if (octets > MOST_NAME_OCTETS) throw new DnsMessageError('a name of more than 255 octets');
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
  throw new DnsMessageError('a name without an end');
};

const readText = (data: Buffer): string => {
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += 1 + data.readUInt8(at)) parts.push(data.subarray(at + 1, at + 1 + data.readUInt8(at)));
  return Buffer.concat(parts).toString('utf8');
};

const readRecords = (message: Buffer): readonly DnsRecord[] => {
  const [asked, given] = [message.readUInt16BE(4), message.readUInt16BE(6)];
  if (asked > MOST_QUESTIONS) throw new DnsMessageError(`${asked} questions where one was asked`);
  if (given > MOST_ANSWERS) throw new DnsMessageError(`${given} records, more than ${MOST_ANSWERS}`);
  let at = HEADER_BYTES;
  for (let questions = asked; questions > 0; questions -= 1) at = readName(message, at).next + 4;
  const records: DnsRecord[] = [];
  for (let answers = given; answers > 0; answers -= 1) {
    const { name, next } = readName(message, at);
    const type = message.readUInt16BE(next);
    const ttlSeconds = message.readUInt32BE(next + 4);
    const length = message.readUInt16BE(next + 8);
    const data = message.subarray(next + 10, next + 10 + length);
    if (data.length < length) throw new DnsMessageError('a record beyond the end');
    if (type === TYPES.A && length === 4) records.push({ name, type: 'A', ttlSeconds, value: data.join('.') });
    if (type === TYPES.TXT) records.push({ name, type: 'TXT', ttlSeconds, value: readText(data) });
    at = next + 10 + length;
  }
  return records;
};

/** @throws DnsMessageError */
export const decodeMessage = (message: Buffer): DnsMessage => {
  try {
    const flags = message.readUInt16BE(2);
    const truncated = (flags & 0x0200) !== 0;
    const code = flags & 0xf;
    return {
      id: message.readUInt16BE(0),
      isAnswer: (flags & 0x8000) !== 0,
      authoritative: (flags & 0x0400) !== 0,
      truncated,
      rcode: RCODES[code] ?? `RCODE${code}`,
      // A cut message may end inside a record, and is asked for again whole.
      answers: truncated ? [] : readRecords(message),
    };
  } catch (error) {
    if (error instanceof DnsMessageError) throw error;
    throw new DnsMessageError('a message that ends too early');
  }
};
