// What an inspection makes of what the appliances said.

import { chooseRestorePoint } from '../../../functions/domain/backup/restore-point.ts';
import type { CertificateFacts } from '../../../functions/domain/identity/certificate-facts.ts';
import type { ApplianceSeen, ReportedFacts } from '../../../functions/domain/inspection/appliance-seen.ts';
import {
  describeInspection,
  type InspectionQuestion,
} from '../../../functions/domain/inspection/describe-inspection.ts';
import { isSame } from '../../../functions/domain/inspection/findings/soak.ts';
import { missingChoice, type VaultSeen } from '../../../functions/domain/inspection/findings/vault-seen.ts';
import { findingsOf, type InspectionFacts, inspectionOf } from '../../../functions/domain/inspection/inspection.ts';
import type { BackupManifest } from '../../../functions/domain/model/backup-manifest.ts';
import type { Check } from '../../../functions/domain/model/readiness-check.ts';
import { backupAt } from '../../doubles/one-pair.ts';

const NOW_MS = Date.parse('2026-11-22T21:00:00.000Z');
const inDays = (days: number): string => new Date(NOW_MS + days * 86_400_000).toISOString();

const FACTS: ReportedFacts = {
  product: 'RS',
  version: '25.1.2',
  build: '81234',
  healthy: true,
  reportedRole: 'none',
  clusterRole: 'single',
};
const CERTIFICATE: CertificateFacts = {
  notBefore: inDays(-10),
  notAfter: inDays(200.5),
  names: ['support.example.com', '203.0.113.10'],
  issuers: ['Test authority'],
  fingerprint: 'a'.repeat(64),
  trusted: true,
};
const seen = (
  appliance: string,
  facts: Partial<ReportedFacts> = {},
  certificate: Partial<CertificateFacts> = {},
): ApplianceSeen => ({
  appliance,
  health: { is: 'reported', facts: { ...FACTS, ...facts } },
  certificate: { is: 'shown', facts: { ...CERTIFICATE, ...certificate } },
});
const factsOf = (appliance: ApplianceSeen | undefined): Partial<ReportedFacts> =>
  appliance?.health.is === 'reported' ? appliance.health.facts : {};
const unreported = (appliance: string, name: string, hint?: string): ApplianceSeen => ({
  ...seen(appliance),
  health: { is: 'unreported', failure: { name, message: `says ${name}`, ...(hint !== undefined && { hint }) } },
});

/** With `manifests` for the vault. */
type Changes = Partial<InspectionFacts> & { readonly manifests?: readonly BackupManifest[] };

const vaultOf = (manifests: readonly BackupManifest[], standby: ReportedFacts, primary: ReportedFacts): VaultSeen => {
  const { product, version, build } = standby;
  const record = { epoch: 3, restoredBackup: {} };
  const question = { pair: 'support', from: 'london', to: 'dublin', record, standby: { product, version, build } };
  const { candidates, passedOver } = chooseRestorePoint(manifests, question);
  const lastOfOtherSoftware = manifests.find((one) => !isSame(one, primary));
  return {
    hasAny: manifests.length > 0,
    hasGood: manifests.length > 0,
    restorePoint: candidates[0] ?? missingChoice(passedOver),
    ...(lastOfOtherSoftware && { lastOfOtherSoftware }),
    strays: [],
  };
};

const inspected = ({ manifests = [backupAt('2000'), backupAt('1900')], ...changes }: Changes = {}) =>
  inspectionOf({
    pair: 'support',
    record: { primary: 'london', epoch: 3, restoredBackup: {} },
    standby: 'dublin',
    primarySeen: seen('london'),
    standbySeen: seen('dublin'),
    ...(changes.standbySeen?.health.is !== 'unreported' && {
      vault: vaultOf(
        manifests,
        { ...FACTS, ...factsOf(changes.standbySeen) },
        { ...FACTS, ...factsOf(changes.primarySeen) },
      ),
    }),
    serviceNames: ['support.example.com'],
    warnDays: 21,
    soakDays: 0,
    nowMs: NOW_MS,
    ...changes,
  });
const names = (changes: Changes): readonly string[] => findingsOf(inspected(changes)).map(({ name }) => name);
const alarming = (changes: Changes): readonly string[] =>
  findingsOf(inspected(changes))
    .filter(({ alarms }) => alarms)
    .map(({ name }) => name);
const question = (primary = 'london', nowMs = NOW_MS): InspectionQuestion => ({
  record: { pair: 'support', primary },
  standby: 'dublin',
  automation: 'act',
  nowMs,
});
const said = (changes: Changes = {}, nowMs = NOW_MS): string =>
  describeInspection(inspected(changes), question('london', nowMs))[0] ?? '';

test('of two appliances that are well and alike nothing is found, and the standby could take over with the newest backup', () => {
  expect(findingsOf(inspected())).toEqual([]);
  expect(inspected()).toMatchObject({ standbyAskedAt: inDays(0), parityFindings: [], certificateDays: 200 });
  expect(said()).toBe(
    `automation: act; could dublin take over now: yes, as far as checked, with the backup ${backupAt('2000').backupId} of 2026-11-22T20:00:00.000Z; not checked: a restore to dublin, the primary can be fenced, users can be moved (inspected at ${inDays(0)})`,
  );
});

describe('the standby is unfit where', () => {
  test.each<readonly [string, ApplianceSeen, string]>([
    ['it does not answer over its API', unreported('dublin', 'ApplianceUnreachable'), 'ApplianceUnreachable'],
    ['it refuses our account', unreported('dublin', 'CredentialsRefused'), 'CredentialsRefused'],
    ['it is not well', seen('dublin', { healthy: false }), 'ApplianceUnfit'],
    ['it has a failover role of the vendor', seen('dublin', { reportedRole: 'standby' }), 'ApplianceUnfit'],
    ['it is part of a cluster', seen('dublin', { clusterRole: 'traffic' }), 'ApplianceUnfit'],
    ['its certificate has ended', seen('dublin', {}, { notAfter: inDays(-1), fingerprint: 'b' }), 'CertificateBroken'],
    [
      'its certificate has another name',
      seen('dublin', {}, { names: ['other.example.com'], fingerprint: 'b' }),
      'CertificateBroken',
    ],
    [
      'nobody trusts its certificate',
      seen('dublin', {}, { trusted: false, distrust: 'SELF_SIGNED_CERT_IN_CHAIN', fingerprint: 'b' }),
      'CertificateBroken',
    ],
    [
      'users get no handshake',
      { ...seen('dublin'), certificate: { is: 'unseen', failure: { name: 'CallFailure', message: 'refused' } } },
      'CallFailure',
    ],
  ])('%s', (_where, standbySeen, name) => {
    const { standbyFindings } = inspected({ standbySeen });
    expect(standbyFindings).toEqual([
      expect.objectContaining({ name, alarms: true, message: expect.stringContaining('dublin') }),
    ]);
    expect(standbyFindings[0]?.fix).toMatch(/\w/);
    expect(said({ standbySeen })).toMatch(/could dublin take over now: no, /);
  });

  test('it is quarantined, whatever it would say', () => {
    const quarantined = { appliance: 'dublin', recoveryId: 'r1', since: inDays(-1), reason: 'it holds the last hour' };
    const { standbySeen: _notAsked, ...facts } = {
      standbySeen: undefined,
      record: { primary: 'london', epoch: 3, restoredBackup: {}, quarantined },
    };
    const base = inspectionOf({
      pair: 'support',
      standby: 'dublin',
      primarySeen: seen('london'),
      serviceNames: ['support.example.com'],
      warnDays: 21,
      soakDays: 0,
      nowMs: NOW_MS,
      ...facts,
    });
    expect(base.standbyFindings).toEqual([expect.objectContaining({ name: 'Quarantined', alarms: true })]);
    expect(base.certificateDays).toBe(200);
  });
});

test('the hint of a failure is its fix', () => {
  const standbySeen = unreported('dublin', 'CredentialsRefused', 'Compare the secret.');
  expect(inspected({ standbySeen }).standbyFindings[0]?.fix).toBe('Compare the secret.');
});

test('trouble of the primary is told, but is no alarm of the standby', () => {
  const primarySeen = unreported('london', 'CredentialsRefused');
  expect(names({ primarySeen })).toEqual(['CredentialsRefused']);
  expect(alarming({ primarySeen })).toEqual([]);
  expect(inspected({ primarySeen })).not.toHaveProperty('parityFindings');
  expect(said({ primarySeen })).toMatch(/: yes, as far as checked, /);
});

describe('a certificate that is about to end', () => {
  const soon = { notAfter: inDays(20.5), fingerprint: 'b' };

  test('is told with its days, and keeps nobody from taking over', () => {
    const standbySeen = seen('dublin', {}, soon);
    expect(inspected({ standbySeen }).certificateDays).toBe(20);
    expect(names({ standbySeen })).toEqual(['CertificateExpiring', 'CertificatesApart']);
    expect(alarming({ standbySeen })).toEqual([]);
    expect(said({ standbySeen })).toMatch(/: yes, as far as checked, /);
    const lines = describeInspection(inspected({ standbySeen }), question());
    expect(lines[1]).toMatch(/^CertificateExpiring: the certificate of dublin: it expires in 20 days, on 2026-12-13/);
  });

  test('counts at the primary as well', () => {
    expect(inspected({ primarySeen: seen('london', {}, { ...soon, notAfter: inDays(3.5) }) }).certificateDays).toBe(3);
  });

  test('is not told one day earlier', () => {
    expect(names({ standbySeen: seen('dublin', {}, { ...soon, notAfter: inDays(21.5) }) })).toEqual([
      'CertificatesApart',
    ]);
  });
});

describe('the two are out of parity where', () => {
  test.each<readonly [string, Partial<ReportedFacts>]>([
    ['version', { version: '24.3.1' }],
    ['build', { build: '81235' }],
    ['product', { product: 'PRA' }],
  ])('their %s differs, and then no backup fits', (_what, facts) => {
    const standbySeen = seen('dublin', facts);
    expect(alarming({ standbySeen })).toEqual(['NoEligibleBackup', 'SoftwareDiffers']);
    expect(said({ standbySeen })).toMatch(/: no, no backup may be restored to it; the newest: made by /);
  });

  test('their certificates name other hosts; addresses may differ', () => {
    const other = { names: ['support.example.com', '198.51.100.10'], fingerprint: 'b' };
    expect(names({ standbySeen: seen('dublin', {}, other) })).toEqual([]);
    const fewer = { names: ['support.example.com', 'help.example.com'], fingerprint: 'b' };
    expect(alarming({ standbySeen: seen('dublin', {}, fewer) })).toEqual(['CertificateNamesDiffer']);
  });

  test('one of them does not tell what it runs nobody can say, and nothing is said', () => {
    expect(inspected({ standbySeen: unreported('dublin', 'ApplianceUnreachable') })).not.toHaveProperty(
      'parityFindings',
    );
  });
});

describe('within soak', () => {
  const old = (hhmm: string) => backupAt(hhmm, { version: '24.3.1' });
  const upgraded = {
    standbySeen: seen('dublin', { version: '24.3.1' }),
    manifests: [backupAt('2000'), backupAt('1900'), old('1800'), old('1700')],
  };

  test('what the primary was upgraded from may stay on the standby, told without an alarm', () => {
    expect(names({ ...upgraded, soakDays: 1 })).toEqual(['SoftwareDiffers']);
    expect(alarming({ ...upgraded, soakDays: 1 })).toEqual([]);
    expect(findingsOf(inspected({ ...upgraded, soakDays: 1 }))[0]?.message).toContain(
      'on purpose until 2026-11-23T18:00:00.000Z',
    );
  });

  test('ends by the days since the last backup of the old version', () => {
    const nowMs = Date.parse('2026-11-23T18:00:00.000Z');
    expect(alarming({ ...upgraded, soakDays: 1, nowMs })).toContain('SoftwareDiffers');
    expect(alarming({ ...upgraded, soakDays: 1, nowMs: nowMs - 1 })).not.toContain('SoftwareDiffers');
  });

  test('is nothing where the standby runs anything else than the primary did', () => {
    const standbySeen = seen('dublin', { version: '25.2.0' });
    expect(alarming({ ...upgraded, standbySeen, soakDays: 30 })).toEqual(['NoEligibleBackup', 'SoftwareDiffers']);
  });

  test('is nothing where no backup tells of an upgrade', () => {
    expect(alarming({ ...upgraded, manifests: [backupAt('2000')], soakDays: 30 })).toEqual([
      'NoEligibleBackup',
      'SoftwareDiffers',
    ]);
  });

  test('holds from the upgrade on, before the first backup of the new version', () => {
    expect(alarming({ ...upgraded, manifests: [old('1800')], soakDays: 1 })).toEqual([]);
  });

  test('the standby can still take over, with the newest backup that fits it', () => {
    expect(said({ ...upgraded, soakDays: 1 })).toContain(
      `yes, as far as checked, with the backup ${old('1800').backupId}`,
    );
  });
});

describe('while a recovery works on the standby', () => {
  const during = (previous?: ReturnType<typeof inspected>): InspectionFacts => ({
    pair: 'support',
    record: { primary: 'london', epoch: 3, restoredBackup: {} },
    standby: 'dublin',
    primarySeen: unreported('london', 'ApplianceUnreachable'),
    serviceNames: ['support.example.com'],
    warnDays: 21,
    soakDays: 0,
    nowMs: NOW_MS,
    ...(previous && { previous }),
  });
  const before = inspected({ standbySeen: seen('dublin', { healthy: false }), nowMs: NOW_MS - 60_000 });

  test('what was found before still stands', () => {
    const { standbyFindings, standbyAskedAt } = inspectionOf(during(before));
    expect(standbyFindings).toEqual(before.standbyFindings);
    expect(standbyAskedAt).toBe(before.at);
  });

  test('what was found of the other appliance does not', () => {
    expect(inspectionOf(during({ ...before, primary: 'dublin', standby: 'london' })).standbyFindings).toEqual([]);
    expect(inspectionOf(during())).not.toHaveProperty('standbyAskedAt');
  });
});

describe('the verdict is not known', () => {
  const line = (inspection: ReturnType<typeof inspected> | undefined, primary = 'london', nowMs = NOW_MS) =>
    describeInspection(inspection, question(primary, nowMs))[0];

  test('before the first inspection, after the roles have changed, and once nobody has looked for five minutes', () => {
    expect(line(undefined)).toBe(
      'automation: act; could dublin take over now: unknown, the pair has not been inspected yet',
    );
    expect(line(inspected(), 'dublin')).toContain('unknown, the roles have changed');
    expect(line(inspected(), 'london', NOW_MS + 300_000)).toMatch(/: yes, as far as checked, /);
    expect(line(inspected(), 'london', NOW_MS + 300_001)).toContain(`unknown, the last inspection was at ${inDays(0)}`);
  });

  test('where the vault cannot be read', () => {
    const { restorePoint: _unknown, ...unread } = inspected();
    expect(line(unread)).toContain('unknown');
  });
});

describe('what nobody tried', () => {
  const lines = (changes: Partial<InspectionFacts> = {}, asked: Partial<InspectionQuestion> = {}) =>
    describeInspection(inspected(changes), { ...question(), ...asked });

  test('is said with the reason, beside what passed', () => {
    expect(lines()).toContainEqual(expect.stringMatching(/^passed: dublin itself: it is healthy/));
    expect(lines()).toContain('not checked: the primary can be fenced: an inspection does not check it');
    expect(lines()).toContainEqual(
      expect.stringMatching(/^not checked: a restore to dublin: .*no restore has been proven yet$/),
    );
  });

  test('becomes a plain yes only once all of it was tried', () => {
    const checks: readonly Check[] = (['restore', 'fence', 'traffic'] as const).map((need) => ({
      ...{ need, about: need, result: 'passed', message: 'tried' },
    }));
    expect(lines({ checks })[0]).toMatch(/: yes, with the backup/);
    expect(lines({ checks: checks.slice(1) })[0]).toContain('yes, as far as checked');
  });

  test('a check of others that failed is a finding of the standby, and the answer is no', () => {
    const failed = {
      name: 'FenceUnready',
      message: 'the controller of london answers 401',
      fix: 'Store the secret anew.',
    };
    const checks: readonly Check[] = [
      { need: 'fence', about: 'power of london', result: 'failed', ...failed, alarms: true },
    ];
    expect(alarming({ checks })).toEqual(['FenceUnready']);
    expect(lines({ checks })[0]).toContain('could dublin take over now: no, the controller of london answers 401');
  });

  test('in a stored inspection of an older version is everything', () => {
    const { checks: _unknown, ...old } = inspected();
    expect(describeInspection(old, question())[0]).toContain('yes, as far as checked');
  });
});

test('the automation is named first, and a paused pair is not ready', () => {
  const observed = { ...question(), automation: 'observe' } as const;
  expect(describeInspection(inspected(), observed)[0]).toMatch(/^automation: observe, so Twinbox starts no recovery; /);
  const pause = { reason: 'upgrade', until: inDays(1) };
  const paused = { ...question(), record: { pair: 'support', primary: 'london', pause } };
  expect(describeInspection(inspected(), paused)[0]).toContain(
    `take over now: no, support is paused until ${inDays(1)} (upgrade)`,
  );
  expect(describeInspection(inspected(), { ...paused, nowMs: NOW_MS + 86_400_001 })[0]).not.toContain('paused');
});
