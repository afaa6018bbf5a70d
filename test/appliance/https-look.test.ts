// The look on the users' path, at a simulated box in all its states.
import { httpsLook, resultOfStatus } from '../../functions/appliance/probe/https-probe.ts';
import { applianceOf, tlsNameOf } from '../../functions/contract/settings/pair-settings.ts';
import { createCertificateAuthority } from '../../lab/appliance/certificate-authority.ts';
import { HANG_GUARD_MS } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { type TestBox, testBox } from './boxes.ts';

const lookAt = ({ settings }: TestBox, timeoutMs = HANG_GUARD_MS, tls = applianceOf(settings, 'london').tls) =>
  httpsLook(machine).look({ ...applianceOf(settings, 'london'), tls }, tlsNameOf(settings), timeoutMs);

describe('a look at a box', () => {
  test('finds a well box healthy, and says when and how fast', async () => {
    await using london = await testBox();
    const beganMs = Date.now();
    const seen = await lookAt(london);
    expect(seen).toMatchObject({ target: 'london', result: 'healthy', detail: 'HTTP 200' });
    expect(Date.parse(seen.at)).toBeGreaterThanOrEqual(beganMs);
    expect(Date.parse(seen.at)).toBeLessThanOrEqual(Date.now());
    expect(seen.elapsedMs).toBeGreaterThanOrEqual(0);
  });

  test('finds a sick box unhealthy, not silent', async () => {
    await using london = await testBox();
    london.box.moods.health = 'sick';
    expect((await lookAt(london)).result).toBe('unhealthy');
  });

  test('finds a hung box silent', async () => {
    await using london = await testBox();
    london.box.moods.health = 'hung';
    expect((await lookAt(london, 80)).result).toBe('silent');
  });

  test.each([
    ['refuse', 'refused'],
    ['black-hole', 'silent'],
  ] as const)('finds a box that died by %s %s', async (how, result) => {
    await using london = await testBox();
    london.box.die(how);
    await london.box.settled();
    expect((await lookAt(london, 150)).result).toBe(result);
  });

  test('finds a box under a foreign certificate untrusted', async () => {
    await using london = await testBox();
    const seen = await lookAt(london, HANG_GUARD_MS, { ca: (await createCertificateAuthority()).caPem });
    expect(seen.result).toBe('untrusted');
  });
});

test.each([
  [200, 'healthy'],
  [500, 'unhealthy'],
  [503, 'unhealthy'],
  [401, 'denied'],
  [403, 'denied'],
  [404, 'denied'],
  [429, 'throttled'],
  [204, 'garbled'],
  [302, 'garbled'],
  [418, 'garbled'],
])('HTTP %i means %s', (status, result) => {
  expect(resultOfStatus(status)).toBe(result);
});
