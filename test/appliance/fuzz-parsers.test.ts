// Every parser of what others send, against what nobody would send: it ends, throws nothing but its own error, and
// makes no healthy appliance of garbage.

import { readToken } from '../../functions/appliance/api/account/oauth.ts';
import { HealthAnswer, healthOf, InfoAnswer } from '../../functions/appliance/api/api-answers.ts';
import {
  xmlAnswerOf,
  xmlClusterRoleOf,
  xmlHealthOf,
  xmlProductOf,
} from '../../functions/appliance/api/xml/xml-answers.ts';
import { parseXml } from '../../functions/appliance/api/xml/xml-text.ts';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';
import { DnsMessageError, decodeMessage, encodeQuestion } from '../../functions/net/dns/dns-message.ts';
import { retryAfterMs } from '../../functions/net/retry-after.ts';
import { formatClaim, parseClaim } from '../../functions/traffic/claim-text.ts';
import { fc } from '../properties.ts';

const runs = { numRuns: 400 };
/** What takes time with the square of such a text takes minutes. */
const HANGS_MS = 30_000;
const GUID = '0123456789abcdef0123456789abcdef';
const HEALTHY_JSON = JSON.stringify({ version: '24.3.2', build: '73122', appliance_id: GUID, failover_role: 'none' });
const HEALTHY_XML = `<health_check xmlns="http://www.bomgar.com/namespaces/API/command"><appliance id="${GUID}">appliance</appliance><version>24.3.2 (73122-ab)</version><success>1</success><failover_role>none</failover_role></health_check>`;

const jsonHealth = (text: string) => {
  const read = HealthAnswer.safeParse(jsonOf(text));
  return read.success ? healthOf(true, read.data, 'rs') : undefined;
};
const xmlHealth = (text: string) => {
  const found = xmlAnswerOf(text, 'health_check');
  return typeof found === 'object' ? xmlHealthOf(found.root, 'rs') : undefined;
};

/** Anything, with a bias to what makes parsers stumble. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.json(),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        'a',
        '=',
        '"',
        '&',
        ';',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?xml',
        '?>',
        'error',
        ' ',
        '\u0000',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('{"__proto__":1}', '<__proto__/>', '<a toString="1"/>', '<constructor>1</constructor>', '[[[[[['),
);
/** A good document with one stretch of it replaced. */
const spoilt = (good: string) =>
  fc
    .tuple(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 20 }))
    .map(([at, drop, put]) => good.slice(0, at) + put + good.slice(at + drop));

test('the documents that are spoilt below are good', () => {
  expect([jsonHealth(HEALTHY_JSON)?.healthy, xmlHealth(HEALTHY_XML)?.healthy]).toEqual([true, true]);
});

test('garbage never is an appliance, in JSON or in XML', () => {
  fc.assert(
    fc.property(garbage, (text) => {
      expect([jsonHealth(text), xmlHealth(text), InfoAnswer.safeParse(jsonOf(text)).success]).toEqual([
        undefined,
        undefined,
        false,
      ]);
    }),
    runs,
  );
});

test('spoilt JSON is an appliance with every field in bounds, or none', () => {
  fc.assert(
    fc.property(spoilt(HEALTHY_JSON), (text) => {
      const health = jsonHealth(text);
      if (!health) return;
      expect(health.applianceId).toMatch(/^[0-9a-f-]{1,64}$/);
      expect(Math.max(health.version.length, health.build.length)).toBeLessThan(256);
      expect(['none', 'primary', 'standby']).toContain(health.reportedRole);
    }),
    runs,
  );
});

test('spoilt XML is healthy only where success 1 still stands in it', () => {
  fc.assert(
    fc.property(spoilt(HEALTHY_XML), (text) => {
      if (xmlHealth(text)?.healthy) expect(text).toMatch(/success\s*[^<]*>\s*1\s*</);
    }),
    runs,
  );
});

test('whatever XML says, no reader of it throws', () => {
  fc.assert(
    fc.property(fc.oneof(garbage, spoilt(HEALTHY_XML)), (text) => {
      const root = parseXml(text);
      if (root)
        [xmlProductOf(root), xmlClusterRoleOf(root, GUID), xmlHealthOf(root, 'rs')].forEach((found) => void found);
    }),
    runs,
  );
});

test.each([
  ['nesting', '<a>'.repeat(20_000)],
  ['closed nesting', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
  ['attributes', `<a ${Array.from({ length: 5_000 }, (_, index) => `b${index}="1"`).join(' ')}/>`],
  ['open quotes', `<a ${'b="'.repeat(20_000)}`],
  ['open comments', '<a>'.concat('<!--'.repeat(15_000))],
  ['ampersands', `<a>${'&'.repeat(60_000)}</a>`],
  ['white space', `<a${' '.repeat(60_000)}`],
])(
  'XML that is 60 kB of %s does not hang its reader',
  (_what, text) => {
    expect(xmlHealth(text)).toBeUndefined();
  },
  HANGS_MS,
);

test('a token is none, or can stand in a header', () => {
  const token = fc.record({ access_token: fc.anything(), expires_in: fc.anything() }).map((one) => JSON.stringify(one));
  const near = spoilt('{"access_token":"abcdefghij","token_type":"Bearer","expires_in":3600}');
  fc.assert(
    fc.property(fc.oneof(garbage, token, near), (text) => {
      const read = readToken(text);
      if (read) expect(() => new Headers({ authorization: `Bearer ${read.access_token}` })).not.toThrow();
      if (read) expect(Number.isFinite(read.expires_in)).toBe(true);
    }),
    runs,
  );
});

test('a DNS message is read or is a DnsMessageError', () => {
  const question = encodeQuestion(7, 'support.example.com', 'A');
  const answer = Buffer.from(question);
  answer.writeUInt16BE(0x8400, 2);
  answer.writeUInt16BE(3, 6);
  const tail = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([answer, bytes]));
  const whole = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(tail, whole), (message) => {
      try {
        expect(Array.isArray(decodeMessage(message).answers)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(DnsMessageError);
      }
    }),
    runs,
  );
});

test('a claim is read only to the letter, and gives itself back', () => {
  fc.assert(
    fc.property(fc.oneof(garbage, spoilt('"twinbox=1 epoch=7 stage=claimed target=dublin recovery=a-1"')), (text) => {
      const claim = parseClaim(text);
      if (claim) expect(formatClaim(claim)).toBe(text);
    }),
    runs,
  );
});

test('a time to wait is none or not negative', () => {
  fc.assert(
    fc.property(fc.oneof(garbage, fc.double().map(String)), (header) => {
      expect(retryAfterMs(header, 0) ?? 0).toBeGreaterThanOrEqual(0);
    }),
    runs,
  );
});
