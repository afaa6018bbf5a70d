// Whether the two appliances are alike, as far as they can be asked: product, version and build, and what their certificates serve.
// The patch level of the base software has no API. Pure.
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
      message: `${seen.appliance} does not say its ${unreported.join(', ')} over its API: that is not compared`,
      fix: `Look at ${seen.appliance} by hand: a backup can only be restored to the very version and build that it was taken on.`,
      alarms: false,
    },
  ];
};

/** Certificates that end further apart than this were not renewed together. */
const APART_DAYS = 30;

/** Addresses differ from appliance to appliance as they should. */
const hostNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /[a-z]/.test(name) && !name.includes(':')).toSorted();

/** Undefined where either appliance did not tell what it runs. */
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
      fix: `Bring ${standby.appliance} to what ${primary.appliance} runs: a backup can only be restored to the very version and build that it was taken on.`,
      alarms: until === undefined,
    },
    ...unreported,
  ];
};

export const certificateParity = (primary: ApplianceSeen, standby: ApplianceSeen, nowMs: number): readonly Finding[] => {
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
            message: `the certificates name ${hostNames(one.names).join(', ')} at ${primary.appliance}, and ${hostNames(other.names).join(', ')} at ${standby.appliance}`,
            fix: `Install a certificate with the same names at both: users are refused under a name that ${standby.appliance} cannot prove.`,
            alarms: true,
          },
        ]
      : []),
    ...(Math.abs(days[0] - days[1]) > APART_DAYS
      ? [
          {
            name: 'CertificatesApart',
            message: `the certificate of ${primary.appliance} ends in ${days[0]} days, that of ${standby.appliance} in ${days[1]}`,
            fix: 'Renew both at a time, so that neither is forgotten.',
            alarms: false,
          },
        ]
      : []),
  ];
};

const inWords = ({ mechanisms, chosen }: SignInSeen): string =>
  `${mechanisms.join(', ') || 'nothing'}${chosen === undefined ? '' : ` (chosen: ${chosen})`}`;

/** A restore brings the ways to sign in along, so a difference is told and alarms nobody. */
export const signInParity = (primary: ApplianceSeen, standby: ApplianceSeen): readonly Finding[] => {
  if (!primary.signIn || !standby.signIn) return [];
  const [one, other] = [inWords(primary.signIn), inWords(standby.signIn)];
  if (one === other) return [];
  return [
    {
      name: 'SignInDiffers',
      message: `people sign in by ${one} at ${primary.appliance}, and by ${other} at ${standby.appliance}`,
      fix: `Nothing, where the restore brings them along. Where ${standby.appliance} is restored through its /login, look that a local account can sign in there.`,
      alarms: false,
    },
  ];
};
