// Turns the content of a zone into a DNS answer: the authoritative bit, the wire form of records, and the SOA of
// negative answers.
import { type Answer, AUTHORITATIVE_ANSWER, type DecodedPacket, type Packet, RECURSION_DESIRED } from 'dns-packet';
import { recordsOf, withoutDot } from './dns-records.ts';
import type { ZoneAnswer } from './zone-history.ts';

/** RFC 1035, section 4.1.1: the four bits of the flags that hold the response code. */
const RCODES = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, REFUSED: 5 } as const;
/** Types whose presence distinguishes "no such record" from "no such name". */
const PROBED_TYPES = ['A', 'AAAA', 'TXT', 'NS', 'SOA', 'CNAME'];

export type ZoneView = (name: string, type: string) => ZoneAnswer;

/** The question and the answer, for the server's log. */
export interface Said {
  readonly packet: Packet;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

const denial = (zone: ZoneView, name: string): { soa: Answer[]; exists: boolean } => {
  const labels = name.split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const apex = labels.slice(from).join('.');
    const soa = zone(apex, 'SOA');
    if ('values' in soa)
      return { soa: recordsOf(apex, 'SOA', soa), exists: PROBED_TYPES.some((type) => 'values' in zone(name, type)) };
  }
  return { soa: [], exists: true };
};

/**
 * If there is an NS set below the apex of the zone, the server answers names at or under it only with a referral: RFC
 * 1034, section
 * 4.3.2, step 3b. Addresses of the servers go with it as far as the zone holds them.
 */
const referralOf = (zone: ZoneView, name: string): { ns: Answer[]; glue: Answer[] } | undefined => {
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
    return 'values' in addresses ? recordsOf(host, 'A', addresses) : [];
  });
  return { ns: recordsOf(cut.at, 'NS', cut.answer), glue };
};

/** The header and the question of a query, as its answer repeats them. */
const replyHeader = (query: DecodedPacket): { readonly flags: number; readonly packet: Packet } => {
  const { id = 0, flags = 0, questions = [] } = query;
  return { flags: flags & RECURSION_DESIRED, packet: { type: 'response', id, questions } };
};

/**
 * Answers a query from `zone` as an authoritative server does: REFUSED outside its zones, NXDOMAIN with the SOA for
 * unknown names.
 */
export const replyTo = (query: DecodedPacket, zone: ZoneView): Said => {
  const { flags, packet } = replyHeader(query);
  const [question] = query.questions ?? [];
  if (question === undefined)
    return { packet: { ...packet, flags: flags | RCODES.FORMERR }, name: '', type: '', values: [] };
  const name = withoutDot(question.name.toLowerCase());
  const { type } = question;
  const said = (flagBits: number, sections: Partial<Packet>, values: readonly string[] = []): Said => ({
    packet: { ...packet, ...sections, flags: flags | flagBits },
    ...{ name, type, values },
  });
  const referral = referralOf(zone, name);
  if (referral) return said(RCODES.NOERROR, { authorities: referral.ns, additionals: referral.glue });
  const answer = zone(name, type);
  if ('values' in answer)
    return said(AUTHORITATIVE_ANSWER, { answers: recordsOf(question.name, type, answer) }, answer.values);
  if (!answer.inZone) return said(RCODES.REFUSED, {});
  const { soa, exists } = denial(zone, name);
  return said(AUTHORITATIVE_ANSWER | (exists ? RCODES.NOERROR : RCODES.NXDOMAIN), { authorities: soa });
};
