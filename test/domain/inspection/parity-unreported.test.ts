// What the appliances do not say of themselves is no difference between them, and how people sign in alarms nobody.
import type { ApplianceSeen, ReportedFacts, SignInSeen } from '../../../functions/domain/inspection/appliance-seen.ts';
import { signInParity, softwareFindings } from '../../../functions/domain/inspection/findings/parity.ts';

const FACTS: ReportedFacts = {
  ...{ product: 'rs', version: '25.1.2', build: '81234' },
  ...{ healthy: true, reportedRole: 'none', clusterRole: 'single' },
};
const seen = (appliance: string, facts: Partial<ReportedFacts> = {}, signIn?: SignInSeen): ApplianceSeen => ({
  appliance,
  health: { is: 'reported', facts: { ...FACTS, ...facts } },
  certificate: { is: 'unseen', failure: { name: 'CallFailure', message: 'refused' } },
  ...(signIn && { signIn }),
});
const notOnPurpose = () => undefined;
const software = (primary: ApplianceSeen, standby: ApplianceSeen) =>
  softwareFindings(primary, standby, notOnPurpose) ?? [];

describe('SoftwareUnreported', () => {
  test.each<[Partial<ReportedFacts>, string]>([
    [{ product: '' }, 'product'],
    [{ version: '' }, 'version'],
    [{ build: '' }, 'build'],
    [{ product: '', version: '', build: '' }, 'product, version, build'],
  ])('%j of either appliance is told, is no difference, and alarms nobody', (missing, words) => {
    for (const [primary, standby, name] of [
      [seen('london', missing), seen('dublin'), 'london'],
      [seen('london'), seen('dublin', missing), 'dublin'],
    ] as const) {
      expect(software(primary, standby)).toEqual([
        {
          name: 'SoftwareUnreported',
          message: `${name} does not report its ${words} over its API, so Twinbox cannot compare it`,
          fix: expect.stringContaining(name),
          alarms: false,
        },
      ]);
    }
  });

  test('what both leave out is told of both', () => {
    expect(
      software(seen('london', { build: '' }), seen('dublin', { build: '' })).map(({ message }) => message),
    ).toEqual([
      expect.stringMatching(/^london does not report its build/),
      expect.stringMatching(/^dublin does not report its build/),
    ]);
  });

  test('beside it, what is told and differs still does', () => {
    const found = software(seen('london', { build: '' }), seen('dublin', { version: '24.3.2' }));
    expect(found.map(({ name, alarms }) => [name, alarms])).toEqual([
      ['SoftwareDiffers', true],
      ['SoftwareUnreported', false],
    ]);
  });
});

describe('SignInDiffers', () => {
  const local: SignInSeen = { mechanisms: ['local', 'saml'], chosen: 'local' };
  const parity = (one?: SignInSeen, other?: SignInSeen) =>
    signInParity(seen('london', {}, one), seen('dublin', {}, other));

  test.each<[string, SignInSeen]>([
    ['other mechanisms', { mechanisms: ['local'], chosen: 'local' }],
    ['another default', { ...local, chosen: 'saml' }],
    ['none at all', { mechanisms: [] }],
  ])('%s: named with both appliances, and alarms nobody', (_what, other) => {
    expect(parity(local, other)).toEqual([
      {
        name: 'SignInDiffers',
        message: expect.stringMatching(
          /^users sign in by local, saml \(chosen: local\) on london, and by .+ on dublin$/,
        ),
        fix: expect.stringContaining('dublin'),
        alarms: false,
      },
    ]);
  });

  test('the same is nothing, and neither is an appliance that does not tell', () => {
    expect(parity(local, { ...local })).toEqual([]);
    expect(parity(local)).toEqual([]);
    expect(parity(undefined, local)).toEqual([]);
  });
});
