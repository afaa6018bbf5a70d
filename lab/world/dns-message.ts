// Turns what a zone says into a DNS answer: the authoritative bit, the record's wire form, and the SOA that goes with "no such".
import { Packet } from 'dns2';
import type { ZoneAnswer } from './zone-history.ts';

type Fields = Partial<Packet['answers'][number]>;

const TYPE_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(Packet.TYPE).map(([name, code]) => [code, name]),
);
/** Types whose presence tells "no such record" from "no such name". */
const PROBED_TYPES = ['A', 'AAAA', 'TXT', 'NS', 'SOA', 'CNAME'];

/** The strings of a TXT value as zone files write it: `"one" "two"`; a bare value is one string. */
const txtStrings = (value: string): string[] => {
  const quoted = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1'));
  return quoted.length > 0 ? quoted : [value];
};

const soaFields = (value: string): Fields => {
  const [primary = '', admin = '', ...numbers] = value.split(/\s+/);
  const [serial = 1, refresh = 7200, retry = 900, expiration = 1209600, minimum = 86400] = numbers.map(Number);
  return { primary: withoutDot(primary), admin: withoutDot(admin), serial, refresh, retry, expiration, minimum };
};

const withoutDot = (name: string): string => name.replace(/\.$/, '');

const fieldsOf = (type: string, value: string): Fields => {
  if (type === 'A' || type === 'AAAA') return { address: value };
  if (type === 'TXT') return { data: txtStrings(value) };
  if (type === 'NS') return { ns: withoutDot(value) };
  if (type === 'CNAME') return { domain: withoutDot(value) };
  return soaFields(value);
};

const records = (name: string, type: string, answer: { ttl: number; values: readonly string[] }): Packet['answers'] =>
  answer.values.map((value) => {
    const code = Object.entries(TYPE_NAMES).find(([, known]) => known === type)?.[0];
    const base = { name, type: Number(code), class: Packet.CLASS.IN };
    return Packet.createResourceFromQuestion({ ...new Packet.Question(base) } as Packet['questions'][number], {
      ttl: answer.ttl,
      ...fieldsOf(type, value),
    });
  });

export type ZoneView = (name: string, type: string) => ZoneAnswer;

/** What was asked and what was said, for the server's log. */
export interface Said {
  readonly packet: Packet;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

const denial = (zone: ZoneView, name: string): { soa: Packet['answers']; exists: boolean } => {
  const labels = name.split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const apex = labels.slice(from).join('.');
    const soa = zone(apex, 'SOA');
    if ('values' in soa)
      return { soa: records(apex, 'SOA', soa), exists: PROBED_TYPES.some((type) => 'values' in zone(name, type)) };
  }
  return { soa: [], exists: true };
};

/**
 * Where an NS set stands below the apex of the zone, the server knows nothing at or under that name but whom to ask: RFC 1034, section
 * 4.3.2, step 3b. Addresses of the servers go with it as far as the zone holds them.
 */
const referralOf = (zone: ZoneView, name: string): { ns: Packet['answers']; glue: Packet['answers'] } | undefined => {
  const labels = name.split('.');
  const cuts: { readonly at: string; readonly answer: Extract<ZoneAnswer, { values: unknown }> }[] = [];
  for (let from = 0; from < labels.length; from += 1) {
    const at = labels.slice(from).join('.');
    if ('values' in zone(at, 'SOA')) break;
    const answer = zone(at, 'NS');
    if ('values' in answer) cuts.push({ at, answer });
  }
  // The cut nearest to the apex goes before those under it.
  const cut = cuts.at(-1);
  if (!cut) return undefined;
  const hosts = cut.answer.values.map(withoutDot);
  const glue = hosts.flatMap((host) => {
    const addresses = zone(host, 'A');
    return 'values' in addresses ? records(host, 'A', addresses) : [];
  });
  return { ns: records(cut.at, 'NS', cut.answer), glue };
};

/** Answers a query from `zone` as an authoritative server does: REFUSED outside its zones, NXDOMAIN with the SOA for unknown names. */
export const replyTo = (query: Packet, zone: ZoneView): Said => {
  const packet = Packet.createResponseFromRequest(query);
  const question = query.questions[0];
  packet.header.ra = 0;
  if (question === undefined) {
    packet.header.rcode = Packet.RCODE.FORMERR;
    return { packet, name: '', type: '', values: [] };
  }
  const name = withoutDot(question.name.toLowerCase());
  const type = TYPE_NAMES[question.type] ?? `TYPE${String(question.type)}`;
  const answer = zone(name, type);
  const referral = referralOf(zone, name);
  if (referral) {
    packet.authorities = referral.ns;
    packet.additionals = referral.glue;
    return { packet, name, type, values: [] };
  }
  if ('values' in answer) {
    packet.header.aa = 1;
    packet.answers = records(question.name, type, answer);
    return { packet, name, type, values: answer.values };
  }
  if (answer.inZone) {
    const { soa, exists } = denial(zone, name);
    packet.header.aa = 1;
    packet.header.rcode = exists ? Packet.RCODE.NOERROR : Packet.RCODE.NXDOMAIN;
    packet.authorities = soa;
  } else packet.header.rcode = Packet.RCODE.REFUSED;
  return { packet, name, type, values: [] };
};
