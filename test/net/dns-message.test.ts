// Our own reading of DNS messages, held against a library that knows all of DNS.
import dnsPacket from 'dns-packet';
import { DnsMessageError, decodeMessage, encodeQuestion } from '../../functions/net/dns/dns-message.ts';
import { fc } from '../properties.ts';

const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
const name = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join('.'));

describe('encodeQuestion', () => {
  test('any name is asked for as the library understands it, without a wish for recursion', () => {
    fc.assert(
      fc.property(fc.nat(65_535), name, fc.constantFrom('A' as const, 'TXT' as const), (id, asked, type) => {
        const packet = dnsPacket.decode(encodeQuestion(id, asked, type));
        expect(packet).toMatchObject({ id, type: 'query', flag_rd: false });
        expect(packet.questions).toMatchObject([{ name: asked, type, class: 'IN' }]);
      }),
    );
  });
});

describe('decodeMessage', () => {
  test('reads the records that the library writes, names compressed or not', () => {
    const record = fc.oneof(
      fc.record({ type: fc.constant('A' as const), ttl: fc.nat(86_400), data: fc.ipV4() }),
      fc.record({
        type: fc.constant('TXT' as const),
        ttl: fc.nat(86_400),
        data: fc.array(fc.stringMatching(/^[ -~]{1,50}$/), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ type: fc.constant('CNAME' as const), ttl: fc.nat(86_400), data: name }),
    );
    fc.assert(
      fc.property(name, fc.array(record, { maxLength: 4 }), fc.boolean(), (owner, records, authoritative) => {
        const answers = records.map((each) => ({ ...each, name: owner, class: 'IN' as const }));
        const message = dnsPacket.encode({
          type: 'response',
          id: 7,
          flags: authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0,
          questions: [{ type: 'A', name: owner }],
          answers: answers as dnsPacket.Answer[],
        });
        const read = decodeMessage(Buffer.from(message));
        expect(read).toMatchObject({ id: 7, isAnswer: true, authoritative, truncated: false, rcode: 'NOERROR' });
        expect(read.answers).toEqual(
          answers.flatMap((each) =>
            each.type === 'CNAME'
              ? []
              : [{ name: owner, type: each.type, ttlSeconds: each.ttl, value: [each.data].flat().join('') }],
          ),
        );
      }),
    );
  });

  test('reads a name that points back into the question', () => {
    const question = encodeQuestion(1, 'support.example.com', 'A');
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 127, 10, 0, 2]);
    const message = Buffer.concat([question, answer]);
    message.writeUInt16BE(0x8403, 2);
    message.writeUInt16BE(1, 6);
    expect(decodeMessage(message)).toMatchObject({
      id: 1,
      isAnswer: true,
      authoritative: true,
      truncated: false,
      rcode: 'NXDOMAIN',
      answers: [{ name: 'support.example.com', type: 'A', ttlSeconds: 30, value: '127.10.0.2' }],
    });
  });

  test('refuses a name that points at itself', () => {
    const message = Buffer.concat([Buffer.alloc(12), Buffer.from([0xc0, 12, 0, 1, 0, 1])]);
    message.writeUInt16BE(1, 4);
    expect(() => decodeMessage(message)).toThrow(DnsMessageError);
  });

  test('any bytes at all are read or refused, and never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeMessage(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(DnsMessageError);
        }
      }),
    );
  });
});
