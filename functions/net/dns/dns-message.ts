// The part of DNS messages that Twinbox needs: one question out; A, TXT, NS and SOA records in. Written here because a
// full DNS library is bigger than the rest of the watcher. Source: RFC 1035, section 4.

import type { RawFailureName } from '../../contract/errors/raw-failures.ts';

export type QuestionType = 'A' | 'TXT' | 'SOA';
export type RecordType = QuestionType | 'NS';

export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttlSeconds: number;
  /**
   * A: dotted address. TXT: the record's strings joined. NS: the server's host name. SOA: the first server's host name.
   */
  readonly value: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly rcode: string;
  /** Records of the answer section; types not listed above are left out. */
  readonly answers: readonly DnsRecord[];
  /** The authority section: NS of a referral, SOA of a denial. */
  readonly authorities: readonly DnsRecord[];
  /** The additional section: addresses of the servers of a referral. */
  readonly additionals: readonly DnsRecord[];
}

const TYPES: Readonly<Record<RecordType, number>> = { A: 1, NS: 2, SOA: 6, TXT: 16 };
const TYPE_OF: ReadonlyMap<number, RecordType> = new Map(
  (Object.keys(TYPES) as RecordType[]).map((type) => [TYPES[type], type] as const),
);
const RECURSION_DESIRED = 0x0100;
const CLASS_IN = 1;
const HEADER_BYTES = 12;
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'] as const;
/** A name has at most 127 labels in 255 octets; more jumps mean a loop. */
const MOST_LABELS = 127;
const MOST_NAME_OCTETS = 255;
/** A query has one question, and our names have few addresses. A message of 64 KiB could hold thousands of either. */
const MOST_QUESTIONS = 1;
const MOST_RECORDS = 200;

/** A malformed message. */
export class DnsMessageError extends Error {
  override readonly name = 'DnsMessageError' satisfies RawFailureName;
}

/** @param recursive whether the server may query others, as a resolver does. */
export const encodeQuestion = (id: number, name: string, type: QuestionType, recursive = false): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  if (recursive) header.writeUInt16BE(RECURSION_DESIRED, 2);
  header.writeUInt16BE(1, 4);
  const labels = name.split('.').filter((label) => label !== '');
  const parts = labels.flatMap((label) => [Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)]);
  const tail = Buffer.alloc(5);
  tail.writeUInt16BE(TYPES[type], 1);
  tail.writeUInt16BE(CLASS_IN, 3);
  return Buffer.concat([header, ...parts, tail]);
};

/** @returns the name, and the offset behind it. */
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
  for (let at = 0; at < data.length; at += 1 + data.readUInt8(at))
    parts.push(data.subarray(at + 1, at + 1 + data.readUInt8(at)));
  return Buffer.concat(parts).toString('utf8');
};

const readValue = (message: Buffer, type: RecordType, at: number, length: number): string | undefined => {
  const data = message.subarray(at, at + length);
  if (type === 'A') return length === 4 ? data.join('.') : undefined;
  return type === 'TXT' ? readText(data) : readName(message, at).name;
};

/** @returns the records of one section, and the offset of the next one. */
const readSection = (
  message: Buffer,
  start: number,
  count: number,
): { readonly records: DnsRecord[]; readonly next: number } => {
  const records: DnsRecord[] = [];
  let at = start;
  for (let left = count; left > 0; left -= 1) {
    const { name, next } = readName(message, at);
    const type = TYPE_OF.get(message.readUInt16BE(next));
    const ttlSeconds = message.readUInt32BE(next + 4);
    const length = message.readUInt16BE(next + 8);
    if (next + 10 + length > message.length) throw new DnsMessageError('a record beyond the end');
    const value = type && readValue(message, type, next + 10, length);
    if (type && value !== undefined) records.push({ name, type, ttlSeconds, value });
    at = next + 10 + length;
  }
  return { records, next: at };
};

type Sections = Pick<DnsMessage, 'answers' | 'authorities' | 'additionals'>;

const readSections = (message: Buffer): Sections => {
  const asked = message.readUInt16BE(4);
  const [given = 0, authority = 0, additional = 0] = [6, 8, 10].map((at) => message.readUInt16BE(at));
  if (asked > MOST_QUESTIONS) throw new DnsMessageError(`${asked} questions, expected 1`);
  const all = given + authority + additional;
  if (all > MOST_RECORDS) throw new DnsMessageError(`${all} records, more than ${MOST_RECORDS}`);
  let at = HEADER_BYTES;
  for (let questions = asked; questions > 0; questions -= 1) at = readName(message, at).next + 4;
  const answers = readSection(message, at, given);
  const authorities = readSection(message, answers.next, authority);
  const additionals = readSection(message, authorities.next, additional);
  return { answers: answers.records, authorities: authorities.records, additionals: additionals.records };
};

const NO_SECTIONS: Sections = { answers: [], authorities: [], additionals: [] };

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
      // A truncated message may end inside a record; the query is repeated over TCP.
      ...(truncated ? NO_SECTIONS : readSections(message)),
    };
  } catch (error) {
    if (error instanceof DnsMessageError) throw error;
    throw new DnsMessageError('a message that ends too early');
  }
};
