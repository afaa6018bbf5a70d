// The result of an inspection: could the standby take over now, are the two appliances alike, and what is about to
// fail. Built from the appliances' answers, shown by `status`, and published as the metrics of three alarms. Pure.

import type { KnownHealthText } from '../health/known-health-text.ts';
import { certificateDaysLeft } from '../identity/certificate-facts.ts';
import type { Check } from '../model/readiness-check.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { ApplianceSeen } from './appliance-seen.ts';
import { applianceFindings, quarantineFinding } from './findings/appliance-findings.ts';
import type { Finding } from './findings/finding.ts';
import { judgeHealthText } from './findings/health-text.ts';
import { certificateParity, signInParity, softwareFindings } from './findings/parity.ts';
import type { PeopleSeen } from './findings/people-muted.ts';
import { type ReadBackFacts, readBackOf } from './findings/read-back-findings.ts';
import { soakUntil, upgradedSinceMs } from './findings/soak.ts';
import { choiceFindings, type RestoreChoice, strayFindings, type VaultSeen } from './findings/vault-seen.ts';
import { checksOf, findingsOfChecks, withoutChecks } from './inspection-checks.ts';
import type { TrafficInspected } from './traffic-inspected.ts';

export interface InspectionFacts {
  readonly pair: string;
  readonly record: Pick<PairRecord, 'primary' | 'epoch' | 'restoredBackup' | 'quarantined' | 'lastProof'>;
  /** Name of the standby. */
  readonly standby: string;
  readonly primarySeen: ApplianceSeen;
  /** Undefined if it was not inspected: while it is quarantined, or while a recovery works on it. */
  readonly standbySeen?: ApplianceSeen;
  /** Undefined if the backup store could not be read. */
  readonly vault?: VaultSeen;
  /** Undefined where it could not be read. */
  readonly readBack?: ReadBackFacts;
  /** What is known of zone and delegation, from now or before; its checks count with those of `checks`. */
  readonly traffic?: TrafficInspected;
  /** Other needs of a failover, checked elsewhere: power, the zone. A failed one becomes a finding of the standby. */
  readonly checks?: readonly Check[];
  /** Undefined if unknown. */
  readonly people?: PeopleSeen;
  readonly serviceNames: readonly string[];
  readonly warnDays: number;
  readonly soakDays: number;
  readonly nowMs: number;
  /** The previous inspection. */
  readonly previous?: Inspection;
}

export interface Inspection {
  readonly pair: string;
  /** ISO time. */
  readonly at: string;
  /** Assigned roles at that time. */
  readonly primary: string;
  readonly standby: string;
  /** What keeps the standby from taking over. ISO time at which it was last inspected; undefined if never. */
  readonly standbyFindings: readonly Finding[];
  readonly standbyAskedAt?: string;
  /** Undefined if the two could not be compared. */
  readonly parityFindings?: readonly Finding[];
  readonly primaryFindings: readonly Finding[];
  /** One line per need of a failover: passed, failed, or not checked. Undefined in an older version. */
  readonly checks?: readonly Check[];
  /** What was found of zone and delegation when they were last read. */
  readonly traffic?: TrafficInspected;
  /** Whether notifications reach the operators; undefined if unknown. */
  readonly people?: PeopleSeen;
  /** What would be restored, or why nothing could be; undefined if unknown. */
  readonly restorePoint?: RestoreChoice;
  /** What else was found in the backup store. */
  readonly vaultFindings?: readonly Finding[];
  /** What the last read-back found, or that there was none; undefined if unknown, or if there is no backup. */
  readonly readBackFindings?: readonly Finding[];
  /** ISO time since which there are backups and no read-back is known. */
  readonly noReadBackSince?: string;
  /** The normal answer of /check_health, by appliance. Undefined in one stored by an older version. */
  readonly healthTexts?: Readonly<Record<string, KnownHealthText>>;
  /** Days until the first certificate expires; undefined if none could be read. */
  readonly certificateDays?: number;
}

const daysOf = (seen: readonly (ApplianceSeen | undefined)[], nowMs: number): number | undefined => {
  const days = seen.flatMap((appliance) =>
    appliance?.certificate.is === 'shown' ? [certificateDaysLeft(appliance.certificate.facts, nowMs)] : [],
  );
  const known = days.filter((day) => !Number.isNaN(day));
  return known.length > 0 ? Math.min(...known) : undefined;
};

const parityOf = (facts: InspectionFacts): readonly Finding[] | undefined => {
  const { primarySeen, standbySeen, vault, soakDays, nowMs } = facts;
  if (!standbySeen) return undefined;
  const before = vault?.lastOfOtherSoftware ? [vault.lastOfOtherSoftware] : [];
  const software = softwareFindings(primarySeen, standbySeen, (runs, standbyRuns) =>
    soakUntil(upgradedSinceMs(before, { appliance: primarySeen.appliance, runs }, standbyRuns), soakDays, nowMs),
  );
  return (
    software && [
      ...software,
      ...certificateParity(primarySeen, standbySeen, nowMs),
      ...signInParity(primarySeen, standbySeen),
    ]
  );
};

/**
 * While a recovery works on the standby it is not inspected: earlier findings still apply if the roles are the same.
 */
const kept = ({
  previous,
  record,
  standby,
}: InspectionFacts): Pick<Inspection, 'standbyFindings' | 'standbyAskedAt'> =>
  previous?.primary === record.primary && previous.standby === standby
    ? {
        standbyFindings: withoutChecks(previous.standbyFindings, previous.checks),
        ...(previous.standbyAskedAt !== undefined && { standbyAskedAt: previous.standbyAskedAt }),
      }
    : { standbyFindings: [] };

const standbyOf = (facts: InspectionFacts): Pick<Inspection, 'standbyFindings' | 'standbyAskedAt'> => {
  const { record, standby, standbySeen, nowMs } = facts;
  if (record.quarantined?.appliance === standby) return { standbyFindings: [quarantineFinding(standby)] };
  if (!standbySeen) return kept(facts);
  return {
    standbyFindings: applianceFindings(standbySeen, facts, true),
    standbyAskedAt: new Date(nowMs).toISOString(),
  };
};

/** Of every known appliance, whether it was inspected this time or not. */
const healthTextsOf = (facts: InspectionFacts) => {
  const before = facts.previous?.healthTexts ?? {};
  const judged = [facts.primarySeen, facts.standbySeen].flatMap((seen) =>
    seen ? [[seen.appliance, judgeHealthText(seen, before[seen.appliance], facts.nowMs)] as const] : [],
  );
  const known = judged.flatMap(([appliance, { known: text }]) => (text ? [[appliance, text] as const] : []));
  const findings = new Map(judged.map(([appliance, { findings: found }]) => [appliance, found]));
  return {
    healthTexts: { ...before, ...Object.fromEntries(known) },
    of: (appliance: string) => findings.get(appliance) ?? [],
  };
};

export const inspectionOf = (facts: InspectionFacts): Inspection => {
  const { pair, record, standby, primarySeen, standbySeen, vault, nowMs } = facts;
  const parityFindings = parityOf(facts);
  const restorePoint = vault?.restorePoint;
  const vaultFindings = strayFindings(pair, vault);
  const certificateDays = daysOf([primarySeen, standbySeen], nowMs);
  const { standbyFindings, ...asked } = standbyOf(facts);
  const texts = healthTextsOf(facts);
  const others = [...(facts.checks ?? []), ...(facts.traffic?.checks ?? [])];
  const checked = { standby, standbyFindings, ...asked, ...(restorePoint && { restorePoint }), parityFindings };
  return {
    pair,
    at: new Date(nowMs).toISOString(),
    primary: record.primary,
    standby,
    standbyFindings: [
      ...standbyFindings,
      ...texts.of(standby),
      ...choiceFindings(standby, vault),
      ...findingsOfChecks(others),
    ],
    ...asked,
    ...(parityFindings && { parityFindings }),
    primaryFindings: [...applianceFindings(primarySeen, facts, false), ...texts.of(record.primary)],
    checks: checksOf(checked, record.lastProof, others),
    ...(facts.traffic && { traffic: facts.traffic }),
    ...(facts.people && { people: facts.people }),
    ...(restorePoint && { restorePoint }),
    ...(vaultFindings.length > 0 && { vaultFindings }),
    ...readBackOf({ ...facts, ...(vault && { hasGood: vault.hasGood }) }),
    ...(Object.keys(texts.healthTexts).length > 0 && { healthTexts: texts.healthTexts }),
    ...(certificateDays !== undefined && { certificateDays }),
  };
};

/** All findings, those of the standby first. */
export const findingsOf = (inspection: Inspection): readonly Finding[] => {
  const {
    standbyFindings,
    parityFindings = [],
    primaryFindings,
    vaultFindings = [],
    readBackFindings = [],
    people,
  } = inspection;
  const muted = people?.findings ?? [];
  return [...standbyFindings, ...parityFindings, ...primaryFindings, ...vaultFindings, ...readBackFindings, ...muted];
};
