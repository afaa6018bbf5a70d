// Compares the two appliances as far as possible: product, version, build and the names in their certificates. The
// patch level of the base software has no API. Pure.
import { certificateDaysLeft } from '../../identity/certificate-facts.ts';
import { describeSoftware, unreportedOf } from '../../identity/software.ts';
import type { ApplianceSeen, ReportedFacts, SignInSeen } from '../appliance-seen.ts';
import type { Finding } from './finding.ts';
import { isSame } from './soak.ts';

const unreportedFindings = (seen: ApplianceSeen): readonly Finding[] => {
  const unreported = seen.health.is === 'reported' ? unreportedOf(seen.health.facts) : [];
  if (unreported.length === 0) return [];
  return [
    {
      name: 'SoftwareUnreported',
      message: `${seen.appliance} does not report its ${unreported.join(', ')} over its API, so Twinbox cannot compare it`,
      fix: `Check ${seen.appliance} by hand: a backup can only be restored to the exact version and build that it was taken on.`,
      alarms: false,
    },
  ];
};

/** Certificates that expire further apart than this were not renewed together. */
const APART_DAYS = 30;

/** Only host names: the addresses of two appliances always differ. */
const hostNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /[a-z]/.test(name) && !name.includes(':')).toSorted();

/** Undefined if either appliance did not report its software. */
export const softwareFindings = (
  primary: ApplianceSeen,
  standby: ApplianceSeen,
  soakedUntil: (primaryRuns: ReportedFacts, standbyRuns: ReportedFacts) => string | undefined,
): readonly Finding[] | undefined => {
  if (primary.health.is === 'unreported' || standby.health.is === 'unreported') return undefined;
  const [runs, standbyRuns] = [primary.health.facts, standby.health.facts];
  const unreported = [...unreportedFindings(primary), ...unreportedFindings(standby)];
  if (isSame(runs, standbyRuns)) return unreported;
  const until = soakedUntil(runs, standbyRuns);
  const message = `${primary.appliance} runs ${describeSoftware(runs)}, ${standby.appliance} runs ${describeSoftware(standbyRuns)}`;
  return [
    {
      name: 'SoftwareDiffers',
      message: until === undefined ? message : `${message}; on purpose until ${until}`,
      fix: `Install the version and build of ${primary.appliance} on ${standby.appliance}: a backup can only be restored to the exact version and build that it was taken on.`,
      alarms: until === undefined,
    },
    ...unreported,
  ];
};

export const certificateParity = (
  primary: ApplianceSeen,
  standby: ApplianceSeen,
  nowMs: number,
): readonly Finding[] => {
  if (primary.certificate.is === 'unseen' || standby.certificate.is === 'unseen') return [];
  const [one, other] = [primary.certificate.facts, standby.certificate.facts];
  if (one.fingerprint === other.fingerprint) return [];
  const missing = hostNames(one.names).filter((name) => !other.names.includes(name));
  const extra = hostNames(other.names).filter((name) => !one.names.includes(name));
  const days = [certificateDaysLeft(one, nowMs), certificateDaysLeft(other, nowMs)] as const;
  return [
    ...(missing.length + extra.length > 0
      ? [
          {
            name: 'CertificateNamesDiffer',
            message: `the certificate of ${primary.appliance} names ${hostNames(one.names).join(', ')}, that of ${standby.appliance} names ${hostNames(other.names).join(', ')}`,
            fix: `Install a certificate with the same names on both appliances: clients reject ${standby.appliance} under a name that its certificate lacks.`,
            alarms: true,
          },
        ]
      : []),
    ...(Math.abs(days[0] - days[1]) > APART_DAYS
      ? [
          {
            name: 'CertificatesApart',
            message: `the certificate of ${primary.appliance} expires in ${days[0]} days, that of ${standby.appliance} in ${days[1]}`,
            fix: 'Renew both at the same time, so that neither is forgotten.',
            alarms: false,
          },
        ]
      : []),
  ];
};

const inWords = ({ mechanisms, chosen }: SignInSeen): string =>
  `${mechanisms.join(', ') || 'nothing'}${chosen === undefined ? '' : ` (chosen: ${chosen})`}`;

/** A restore includes the sign-in methods, so a difference is reported without an alarm. */
export const signInParity = (primary: ApplianceSeen, standby: ApplianceSeen): readonly Finding[] => {
  if (!primary.signIn || !standby.signIn) return [];
  const [one, other] = [inWords(primary.signIn), inWords(standby.signIn)];
  if (one === other) return [];
  return [
    {
      name: 'SignInDiffers',
      message: `users sign in by ${one} on ${primary.appliance}, and by ${other} on ${standby.appliance}`,
      fix: `Nothing if the restore includes the sign-in methods. If Twinbox restores ${standby.appliance} through its /login, check that a local account can sign in there.`,
      alarms: false,
    },
  ];
};
