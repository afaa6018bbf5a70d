// What an appliance tries to make us do: follow it elsewhere, keep its cookies, wait for ever, trust a certificate that
// proves nothing.
import type { RequestListener } from 'node:http';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { soon, withDeadline } from '../../packages/local-cloud/testing/patience.ts';
import { type Answers, clientOf, hostileSite, json, sends, TOKEN, WELL } from './hostile-site.ts';
import { pairOf, SERVICE_NAME } from './pair.ts';

const DAY_MS = 86_400_000;

const outcome = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('a redirect', () => {
  const elsewhere = async (
    path: string,
  ): Promise<{ readonly own: readonly string[]; readonly their: readonly string[] }> => {
    await using thief = await hostileSite({});
    const to = sends(307, 'text/html', '', { location: `https://support.example.com:${thief.server.port}${path}` });
    await using site = await hostileSite({ ...WELL, [path]: to });
    await outcome(path === '/api/backup' ? site.api.backup(soon()) : site.api.health(soon()));
    return { own: [...site.calls], their: [...thief.calls] };
  };

  test.each(['/oauth2/token', '/api/command/v2/info', '/api/backup'])(
    'of %s takes neither account nor token elsewhere',
    async (path) => {
      const { own, their } = await elsewhere(path);
      expect(own.filter((call) => call.endsWith(path))).toHaveLength(1);
      expect(their).toEqual([]);
    },
  );

  test('to itself is one call', async () => {
    await using site = await hostileSite({
      ...WELL,
      '/api/backup': sends(302, 'text/html', '', { location: '/api/backup' }),
    });
    await expect(site.api.backup(soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
    expect(site.calls.filter((call) => call.includes('backup'))).toHaveLength(1);
  });
});

test('cookies are ignored', async () => {
  const granting = sends(200, 'application/json', JSON.stringify({ access_token: TOKEN, expires_in: 3600 }), {
    'set-cookie': 'ns_sl=stolen; Domain=example.org',
  });
  await using site = await hostileSite({ ...WELL, '/oauth2/token': granting });
  await site.api.health(soon());
  expect(site.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined]);
});

describe('a token', () => {
  test.each([
    ['with a line break', { access_token: 'a\r\nx-evil: 1', expires_in: 3600 }],
    ['that is no text', { access_token: 7, expires_in: 3600 }],
  ])('%s is none', async (_what, token) => {
    await using site = await hostileSite({ ...WELL, '/oauth2/token': json(token) });
    await expect(site.api.health(soon())).rejects.toMatchObject({ name: 'ApplianceGarbled' });
  });
});

describe('HTTP 429', () => {
  const limited = (retryAfter: string | undefined): { readonly answers: Answers; readonly asked: () => number } => {
    let asked = 0;
    const answer: RequestListener = (request, response) => {
      asked += 1;
      if (asked > 1) WELL['/api/command/v2/health']?.(request, response);
      else
        sends(429, 'text/html', '', retryAfter === undefined ? {} : { 'retry-after': retryAfter })(request, response);
    };
    return { answers: { ...WELL, '/api/command/v2/health': answer }, asked: () => asked };
  };

  test('is waited for once where it says how long', async () => {
    const { answers, asked } = limited('0');
    await using site = await hostileSite(answers);
    await expect(site.api.health(soon())).resolves.toMatchObject({ healthy: true });
    expect(asked()).toBe(2);
  });

  test.each(['11', '999999999', 'soon', undefined])('is a throttle at once where it says %s', async (retryAfter) => {
    const { answers, asked } = limited(retryAfter);
    await using site = await hostileSite(answers);
    await expect(site.api.health(soon())).rejects.toMatchObject({ name: 'ApplianceThrottled' });
    expect(asked()).toBe(1);
  });

  test('is not waited for beyond the deadline', async () => {
    const { answers, asked } = limited('10');
    await using site = await hostileSite(answers);
    const failure = await withDeadline(
      (deadlineMs) => site.api.health(AbortSignal.timeout(deadlineMs)).catch((error: Error) => error),
      () => asked() === 0,
    );
    expect(failure).toMatchObject({ name: 'ApplianceThrottled' });
    expect(asked()).toBe(1);
  });

  test('a second time is a throttle', async () => {
    const always = sends(429, 'text/html', '', { 'retry-after': '0' });
    await using site = await hostileSite({ ...WELL, '/oauth2/token': always });
    await expect(site.api.accepts(soon())).rejects.toMatchObject({ name: 'ApplianceThrottled' });
    expect(site.calls).toHaveLength(2);
  });
});

describe('a certificate', () => {
  const expired = { notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - 2 * DAY_MS) };
  const future = { notBefore: new Date(Date.now() + 2 * DAY_MS), notAfter: new Date(Date.now() + 9 * DAY_MS) };

  test.each([
    ['that has ended', { validity: expired }, 'Renew it'],
    ['of tomorrow', { validity: future }, 'not valid yet'],
    ['for another name', { names: ['other.example.com'] }, 'other names'],
  ])('%s is untrusted, with its own hint, before anything is sent', async (_what, choices, hint) => {
    await using site = await hostileSite(WELL, choices);
    await expect(site.api.health(soon())).rejects.toMatchObject({
      name: 'ApplianceUntrusted',
      hint: expect.stringContaining(hint),
    });
    expect(site.calls).toEqual([]);
  });

  test('of a foreign authority is untrusted, and pinned it is trusted', async () => {
    await using site = await hostileSite(WELL);
    const at = { address: '127.0.0.1', port: site.server.port };
    const foreign = clientOf(pairOf({ london: { ...at, tls: { ca: (await createCertificateAuthority()).caPem } } }));
    await expect(foreign.health(soon())).rejects.toMatchObject({
      name: 'ApplianceUntrusted',
      hint: expect.stringContaining('is not trusted'),
    });
    const { certPem: other } = await (await createCertificateAuthority()).issue([SERVICE_NAME], []);
    const pinned = clientOf(pairOf({ london: { ...at, tls: { pins: [other, site.server.leaf] } } }));
    await expect(pinned.health(soon())).resolves.toMatchObject({ healthy: true });
  });
});
