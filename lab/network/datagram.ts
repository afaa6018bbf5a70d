// What a name server sends in one UDP packet. An answer that does not fit is cut to nothing, and the client asks again
// over TCP. Source: RFC 1035, section 4.2.1, and RFC 6891, section 6.2.3, for clients that take more.
import { type DecodedPacket, encode, type Packet, TRUNCATED_RESPONSE } from 'dns-packet';

const LONGEST_BYTES = 512;

const longestFor = ({ additionals = [] }: DecodedPacket): number =>
  Math.max(LONGEST_BYTES, ...additionals.map((one) => (one.type === 'OPT' ? one.udpPayloadSize : 0)));

/** The answer, or that it was too long. */
export const datagramOf = (reply: Packet, query: DecodedPacket): Buffer => {
  const message = encode(reply);
  if (message.length <= longestFor(query)) return message;
  const { answers: _answers, authorities: _authorities, additionals: _additionals, ...head } = reply;
  return encode({ ...head, flags: (reply.flags ?? 0) | TRUNCATED_RESPONSE });
};
