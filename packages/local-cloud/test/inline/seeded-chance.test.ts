// Chance by seed, and signatures by name.
import { seededRandom } from '../../base/seeded-random.ts';
import type { SdkRequest } from '../../inline/direct-handler.ts';
import { NamingSigner } from '../../inline/naming-signer.ts';
import { installSeededCrypto, seedCrypto } from '../../inline/seeded-crypto.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the chance of node:crypto', () => {
  installSeededCrypto();
  const crypto = process.getBuiltinModule('node:crypto');
  const draw = () => [crypto.randomUUID(), crypto.randomBytes(8).toString('hex'), crypto.randomInt(5, 1_000_000)];
  const drawBy = (seed: number) => {
    using _seed = seedCrypto(seededRandom(seed));
    return draw();
  };

  test('is the same by the same seed, and another by another', () => {
    expect(drawBy(1)).toEqual(drawBy(1));
    expect(drawBy(1)).not.toEqual(drawBy(2));
    expect(drawBy(1)).toEqual([
      expect.stringMatching(UUID),
      expect.stringMatching(/^[0-9a-f]{16}$/),
      expect.any(Number),
    ]);
  });

  test('stays within the bounds asked for', () => {
    using _seed = seedCrypto(seededRandom(1));
    const drawn = Array.from({ length: 200 }, () => crypto.randomInt(3));
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2]));
    expect(Array.from({ length: 200 }, () => crypto.randomInt(5, 7)).every((one) => one === 5 || one === 6)).toBe(true);
  });

  test('is the machine’s own without a seed, and again after it', () => {
    drawBy(1);
    expect(draw()).not.toEqual(draw());
  });

  test('is the outer seed’s again after an inner one', () => {
    const alone = () => {
      using _outer = seedCrypto(seededRandom(1));
      return [draw(), draw()];
    };
    using _outer = seedCrypto(seededRandom(1));
    const first = draw();
    drawBy(2);
    const [before, after] = [first, draw()];
    expect([before, after]).toEqual(alone());
  });

  test('is the machine’s own for whoever waits for it', async () => {
    using _seed = seedCrypto(seededRandom(1));
    const bytes = await new Promise<Buffer>((resolve) => crypto.randomBytes(8, (_error, drawn) => resolve(drawn)));
    expect(bytes).toHaveLength(8);
  });

  test('is patched once, however often it is installed', () => {
    const { randomUUID } = crypto;
    installSeededCrypto();
    expect(crypto.randomUUID).toBe(randomUUID);
  });
});

describe('a signature by name', () => {
  const request = (): SdkRequest => ({
    method: 'GET',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/',
    headers: { 'x-own': 'yes' },
  });
  const identity = { accessKeyId: 'AKIA1', sessionToken: 'token' };
  const signingDate = new Date('2026-01-15T09:00:00.123Z');

  test('says who asks for what, where and when', async () => {
    const signer = new NamingSigner({ credentials: identity, region: 'eu-west-1', service: 's3' });
    const { headers } = await signer.sign(request(), { signingDate });
    expect(headers).toEqual({
      'x-own': 'yes',
      'x-amz-date': '20260115T090000Z',
      'x-amz-security-token': 'token',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIA1/20260115/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=unsigned',
    });
  });

  test('takes what the request says over what the client says, and has no token where there is none', async () => {
    const signer = new NamingSigner({
      credentials: async () => ({ accessKeyId: 'AKIA2' }),
      region: async () => 'eu-west-1',
      service: 's3',
    });
    const choices = { signingDate, signingRegion: 'us-east-1', signingService: 'route53' };
    const { headers } = await signer.sign(request(), choices);
    expect(headers.authorization).toContain('Credential=AKIA2/20260115/us-east-1/route53/aws4_request');
    expect(headers).not.toHaveProperty('x-amz-security-token');
  });
});
