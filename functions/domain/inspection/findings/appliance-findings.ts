// What an inspection finds at one appliance: its own faults, its health and its certificate. Pure.

import { standbyFaults } from '../../health/standby-fitness.ts';
import type { ApplianceSeen, Unanswered } from '../appliance-seen.ts';
import { certificateFindings } from './certificate-findings.ts';
import type { Finding } from './finding.ts';

/** By what a certificate is judged. */
export interface CertificateTerms {
  readonly serviceNames: readonly string[];
  readonly warnDays: number;
  readonly nowMs: number;
}

const unanswered = (appliance: string, { name, message, hint }: Unanswered, alarms: boolean): Finding => ({
  name,
  message: `${appliance}: ${message}`,
  fix: hint ?? `Check that ${appliance} runs and answers.`,
  alarms,
});

export const applianceFindings = (
  seen: ApplianceSeen,
  terms: CertificateTerms,
  alarms: boolean,
): readonly Finding[] => {
  const { appliance, health, certificate } = seen;
  const { serviceNames, nowMs, warnDays } = terms;
  const faults = health.is === 'reported' ? standbyFaults(health.facts) : [];
  return [
    ...(health.is === 'unreported' ? [unanswered(appliance, health.failure, alarms)] : []),
    ...faults.map((fault) => ({
      name: 'ApplianceUnfit',
      message: `${appliance}: ${fault}`,
      fix: `Check ${appliance}: it must be healthy and not in a cluster.`,
      alarms,
    })),
    ...(certificate.is === 'unseen'
      ? [unanswered(appliance, certificate.failure, alarms)]
      : certificateFindings(certificate.facts, { appliance, serviceNames, nowMs, warnDays }, alarms)),
  ];
};

export const quarantineFinding = (standby: string): Finding => ({
  name: 'Quarantined',
  message: `${standby} is quarantined: Twinbox does not inspect it and does not fail over to it`,
  fix: `Save the data that only ${standby} holds, then lift its quarantine.`,
  alarms: true,
});
