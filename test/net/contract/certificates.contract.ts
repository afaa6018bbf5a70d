// Which certificates every network trusts, and what it reads of those that it does not.
import type { Call } from '../../../functions/net/call.ts';
import {
  authority,
  type CertificateChoices,
  LOCAL,
  NAME,
  type NetStage,
  type OpenStage,
  stranger,
} from './net-stage.ts';

const DAY_MS = 86_400_000;
const now = Date.now();
const EXPIRED = { notBefore: new Date(now - 9 * DAY_MS), notAfter: new Date(now - DAY_MS) };
const NOT_YET = { notBefore: new Date(now + DAY_MS), notAfter: new Date(now + 9 * DAY_MS) };

interface Case {
  readonly shown?: CertificateChoices;
  readonly asked?: Partial<Pick<Call, 'ca' | 'tlsName'>>;
  /** Left out: it is trusted. */
  readonly code?: string;
}

const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';
const EXPIRY = 'CERT_HAS_EXPIRED';

const CASES: Readonly<Record<string, Case>> = {
  'of our authority for our name': {},
  'of our authority for an address, asked for by it': { shown: { names: [] }, asked: { tlsName: LOCAL } },
  'for any name of the domain': { shown: { names: ['*.example.com'] } },
  'for any name of another domain': { shown: { names: ['*.example.org'] }, code: WRONG_NAME },
  'for any name one level higher': {
    shown: { names: ['*.example.com'] },
    asked: { tlsName: 'a.support.example.com' },
    code: WRONG_NAME,
  },
  'for our name in other letters': { asked: { tlsName: 'SUPPORT.example.com' } },
  'for another name': { shown: { names: ['other.example.com'] }, code: WRONG_NAME },
  'for names, asked for by its address': { shown: { addresses: [] }, asked: { tlsName: LOCAL }, code: WRONG_NAME },
  'for an address, asked for by name': { shown: { names: [] }, code: WRONG_NAME },
  'that has expired': { shown: { validity: EXPIRED }, code: EXPIRY },
  'that is not yet valid': { shown: { validity: NOT_YET }, code: 'CERT_NOT_YET_VALID' },
  'that has expired, for another name': { shown: { validity: EXPIRED, names: ['b.example'] }, code: EXPIRY },
  'of another authority of the same name': { shown: { by: stranger }, code: 'CERT_SIGNATURE_FAILURE' },
  'of another authority of the same name, that has expired': {
    shown: { by: stranger, validity: EXPIRED, names: ['b.example'] },
    code: EXPIRY,
  },
  'of another authority of the same name, for another name': {
    shown: { by: stranger, names: ['b.example'] },
    code: 'CERT_SIGNATURE_FAILURE',
  },
  'without an authority of ours': { asked: { ca: undefined }, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  'without an authority of ours, that has expired': {
    shown: { validity: EXPIRED },
    asked: { ca: undefined },
    code: EXPIRY,
  },
  'for an address, asked for by another address': { asked: { tlsName: '127.0.0.9' } },
};

export const certificatesContract = (name: string, open: OpenStage): void => {
  const present = async (stage: NetStage, { shown, asked }: Case) => {
    const server = await stage.overTls((_request, response) => void response.end('here'), shown);
    return stage.callTo(server, asked);
  };

  describe(`${name} judges a certificate`, () => {
    test.each(Object.entries(CASES))('%s', async (_says, one) => {
      await using stage = await open();
      const call = await present(stage, one);
      const facts = await stage.net.certificate({ ...call, tlsName: call.tlsName ?? '' });
      const answer = stage.net.call(call);
      if (one.code === undefined) {
        await expect(answer).resolves.toMatchObject({ status: 200 });
        expect([facts.trusted, facts.distrust]).toEqual([true, undefined]);
      } else {
        await expect(answer).rejects.toMatchObject({ name: 'NoAnswer', kind: 'untrusted', code: one.code });
        expect([facts.trusted, facts.distrust]).toEqual([false, one.code]);
      }
    });

    test('only by that one where we trust a single one', async () => {
      await using stage = await open();
      const server = await stage.overTls((_request, response) => void response.end('here'));
      const pinned = await stage.during((await authority).issue([NAME], [LOCAL]));
      const call = await stage.callTo(server, { ca: pinned.certPem });
      await expect(stage.net.call(call)).rejects.toMatchObject({
        kind: 'untrusted',
        code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      });
      server.present(pinned);
      await expect(stage.net.call(call)).resolves.toMatchObject({ status: 200 });
    });
  });

  describe(`${name} reads a certificate`, () => {
    const EXPECTED = {
      names: ['support.example.com', 'b.example', '127.0.0.1'],
      issuers: ['Twinbox lab authority'],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      notBefore: EXPIRED.notBefore.toISOString().replace(/\.\d+/, '.000'),
      notAfter: EXPIRED.notAfter.toISOString().replace(/\.\d+/, '.000'),
    };

    test.each([
      ['trusted', authority],
      ['untrusted', stranger],
    ])('by its facts, %s', async (_says, by) => {
      await using stage = await open();
      const call = await present(stage, { shown: { by, names: [NAME, 'b.example'], validity: EXPIRED } });
      const facts = await stage.net.certificate({ ...call, tlsName: NAME });
      expect(facts).toMatchObject(EXPECTED);
    });
  });
};
