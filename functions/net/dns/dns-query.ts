// One DNS query to one server, by ip:port. Written here because node:dns hides the AA flag, which shows whether an
// answer is authoritative.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { callFailure } from '../call-failure.ts';
import type { Net } from '../net.ts';
import { type DnsAnswer, type DnsChoices, isWithin, type Referral } from './dns-answer.ts';
import { type DnsMessage, DnsMessageError, decodeMessage, encodeQuestion, type QuestionType } from './dns-message.ts';

/** UDP may lose a query, so it is repeated at this interval until the signal aborts. */
const ASK_AGAIN_MS = 1_000;

const split = (server: string): { readonly host: string; readonly port: number } => {
  const colon = server.lastIndexOf(':');
  return { host: server.slice(0, colon), port: Number(server.slice(colon + 1)) };
};

/** Sends one query and waits for its answer. Rejects with the signal's reason when that fires. */
type Exchange = (server: string, question: Buffer, id: number, signal: AbortSignal) => Promise<DnsMessage>;

/** How queries reach a server. */
export interface DnsWires {
  readonly udp: Exchange;
  readonly tcp: Exchange;
  /** A number from 0 to 65535 that nobody can guess. */
  newId(): number;
}

const overUdp: Exchange = (server, question, id, signal) =>
  new Promise((resolve, reject) => {
    const { host, port } = split(server);
    const socket = createSocket('udp4');
    let timer: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', giveUp);
      socket.removeAllListeners('error').on('error', () => undefined);
      socket.close();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const giveUp = (): void => fail(signal.reason);
    signal.addEventListener('abort', giveUp);
    socket.on('error', fail);
    socket.on('message', (message) => {
      try {
        const packet = decodeMessage(message);
        if (packet.id === id && packet.isAnswer) end(() => resolve(packet));
      } catch (error) {
        fail(error);
      }
    });
    socket.once('connect', () => {
      const ask = (): void => socket.send(question);
      ask();
      timer = setInterval(ask, ASK_AGAIN_MS);
    });
    if (signal.aborted) giveUp();
    // A connected socket accepts answers only from that server, and reports a closed port.
    else socket.connect(port, host);
  });

const overTcp: Exchange = (server, question, id, signal) =>
  new Promise((resolve, reject) => {
    const socket = connect(split(server));
    const chunks: Buffer[] = [];
    let bytes = 0;
    let needed: number | undefined;
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const giveUp = (): void => fail(signal.reason);
    signal.addEventListener('abort', giveUp);
    socket.on('error', fail);
    socket.once('end', () => fail(Object.assign(new Error('ended early'), { code: 'ECONNRESET' })));
    socket.once('connect', () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.length);
      socket.write(Buffer.concat([length, question]));
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      bytes += chunk.length;
      // Joins the pieces only when needed, so that a message in single bytes is not copied with each byte.
      if (needed === undefined && bytes >= 2) needed = 2 + Buffer.concat(chunks).readUInt16BE(0);
      if (needed === undefined || bytes < needed) return;
      try {
        const packet = decodeMessage(Buffer.concat(chunks).subarray(2, needed));
        if (packet.id !== id || !packet.isAnswer) throw new DnsMessageError('an answer to another question');
        end(() => resolve(packet));
      } catch (error) {
        fail(error);
      }
    });
    if (signal.aborted) giveUp();
  });

const readReferral = ({ authoritative, authorities, additionals }: DnsMessage, name: string): Referral | undefined => {
  const named = authorities.filter((record) => record.type === 'NS' && isWithin(name, record.name));
  const zone = named[0]?.name;
  if (authoritative || zone === undefined) return undefined;
  const addressesOf = (server: string): string[] =>
    additionals.filter((record) => record.type === 'A' && record.name === server).map(({ value }) => value);
  const servers = [...new Set(named.filter((record) => record.name === zone).map(({ value }) => value))];
  return { zone, servers: servers.map((server) => ({ name: server, addresses: addressesOf(server) })) };
};

const readAnswer = (message: DnsMessage, asked: string, type: QuestionType): DnsAnswer => {
  const name = asked.toLowerCase();
  const records = message.answers.filter((record) => record.type === type && record.name === name);
  const values = records.map(({ value }) => value);
  const ttls = records.map(({ ttlSeconds }) => ttlSeconds);
  const apex = [...message.answers, ...message.authorities].find(
    (record) => record.type === 'SOA' && isWithin(name, record.name),
  )?.name;
  const referral = values.length === 0 ? readReferral(message, name) : undefined;
  return {
    rcode: message.rcode,
    authoritative: message.authoritative,
    addresses: type === 'A' ? values : [],
    texts: type === 'TXT' ? values : [],
    ...(ttls.length > 0 ? { ttlSeconds: Math.min(...ttls) } : {}),
    ...(apex !== undefined && { apex }),
    ...(referral && { referral }),
  };
};

/**
 * Queries one server over UDP, and over TCP if the answer was truncated. Requests recursion only from a resolver.
 * @param server ip:port.
 * @throws CallFailure: `silent`, `refused`, or `garbled` if the packet cannot be parsed.
 */
export const askDnsOver = async (
  wires: DnsWires,
  server: string,
  name: string,
  type: QuestionType,
  signal: AbortSignal,
  { recursive = false }: DnsChoices = {},
): Promise<DnsAnswer> => {
  const id = wires.newId();
  const question = encodeQuestion(id, name, type, recursive);
  try {
    const first = await wires.udp(server, question, id, signal);
    const packet = first.truncated ? await wires.tcp(server, question, id, signal) : first;
    return readAnswer(packet, name, type);
  } catch (error) {
    throw callFailure(error, `name server ${server}`);
  }
};

const SOCKETS: DnsWires = { udp: overUdp, tcp: overTcp, newId: () => randomInt(0, 65_536) };

/** The same over this machine's sockets. @throws CallFailure */
export const askDns: Net['askDns'] = (server, name, type, signal, choices) =>
  askDnsOver(SOCKETS, server, name, type, signal, choices);
