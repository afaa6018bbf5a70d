// The content of a zone, as records of a DNS message: names without their final dot, quoted strings of a TXT apart, an
// SOA by its fields.
import type { Answer, SoaData } from 'dns-packet';

const STRING_TYPES = ['A', 'AAAA', 'NS', 'CNAME'] as const;
type StringType = (typeof STRING_TYPES)[number];

export const withoutDot = (name: string): string => name.replace(/\.$/, '');

/** The strings of a TXT value as zone files write it: `"one" "two"`; a bare value is one string. */
const txtStrings = (value: string): string[] => {
  const quoted = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));
  return quoted.length > 0 ? quoted : [value];
};

const soaData = (value: string): SoaData => {
  const [primary = '', admin = '', ...numbers] = value.split(/\s+/);
  const [serial = 1, refresh = 7200, retry = 900, expire = 1209600, minimum = 86400] = numbers.map(Number);
  return { mname: withoutDot(primary), rname: withoutDot(admin), serial, refresh, retry, expire, minimum };
};

const isStringType = (type: string): type is StringType => (STRING_TYPES as readonly string[]).includes(type);

const recordOf = (name: string, type: string, ttl: number, value: string): Answer => {
  if (type === 'TXT') return { name, type, class: 'IN', ttl, data: txtStrings(value) };
  if (type === 'SOA') return { name, type, class: 'IN', ttl, data: soaData(value) };
  if (isStringType(type)) return { name, type, class: 'IN', ttl, data: withoutDot(value) };
  throw new TypeError(
    `The lab's name servers cannot answer with a ${type} record. Fix: write its data in lab/world/dns-records.ts.`,
  );
};

/** One record for each value, all under `name`. */
export const recordsOf = (
  name: string,
  type: string,
  { ttl, values }: { readonly ttl: number; readonly values: readonly string[] },
): Answer[] => values.map((value) => recordOf(name, type, ttl, value));
