// The look on the users' path, at a simulated appliance in all its states.
import { httpsProbe, resultOfStatus } from '../../functions/appliance/probe/https-probe.ts';
import { applianceOf, tlsNameOf } from '../../functions/contract/settings/pair-settings.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { HANG_GUARD_MS } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { type TestAppliance, testAppliance } from './appliances.ts';

const probeAt = ({ settings }: TestAppliance, timeoutMs = HANG_GUARD_MS, tls = applianceOf(settings, 'london').tls) =>
  httpsProbe(machine).probe({ ...applianceOf(settings, 'london'), tls }, tlsNameOf(settings), timeoutMs);

describe('a look at an appliance', () => {
  test('finds a well appliance healthy, and says when and how fast', async () => {
    await using london = await testAppliance();
    const beganMs = Date.now();
    const seen = await probeAt(london);
    expect(seen).toMatchObject({ target: 'london', result: 'healthy', detail: 'HTTP 200' });
    expect(Date.parse(seen.at)).toBeGreaterThanOrEqual(beganMs);
    expect(Date.parse(seen.at)).toBeLessThanOrEqual(Date.now());
    expect(seen.elapsedMs).toBeGreaterThanOrEqual(0);
  });

  test('finds a sick appliance unhealthy, not silent', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.health = 'sick';
    expect((await probeAt(london)).result).toBe('unhealthy');
  });

  test('finds a hung appliance silent', async () => {
    await using london = await testAppliance();
    london.appliance.failureModes.health = 'hung';
    expect((await probeAt(london, 80)).result).toBe('silent');
  });

  test.each([
    ['refuse', 'refused'],
    ['black-hole', 'silent'],
  ] as const)('finds an appliance that died by %s %s', async (how, result) => {
    await using london = await testAppliance();
    london.appliance.die(how);
    await london.appliance.settled();
    expect((await probeAt(london, 150)).result).toBe(result);
  });

  test('finds an appliance under a foreign certificate untrusted', async () => {
    await using london = await testAppliance();
    const seen = await probeAt(london, HANG_GUARD_MS, { ca: (await createCertificateAuthority()).caPem });
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
