// The findings on the certificate that an appliance presents to users. Pure.
import { type CertificateFacts, certificateDaysLeft, certificateFaults } from '../../identity/certificate-facts.ts';
import type { Finding } from './finding.ts';

export interface CertificateQuestion {
  readonly appliance: string;
  readonly serviceNames: readonly string[];
  readonly nowMs: number;
  /** Fewer days than this are a finding. */
  readonly warnDays: number;
}

/** Faults that break the service for users, in sentences: no users may be sent to that appliance. */
export const certificateBreaks = (
  facts: CertificateFacts,
  { serviceNames, nowMs }: CertificateQuestion,
): readonly string[] => certificateFaults(facts, serviceNames, nowMs, 0);

/** Undefined if it is valid for long enough, or has expired already, which is a break. */
export const certificateExpiring = (
  facts: CertificateFacts,
  { nowMs, warnDays }: CertificateQuestion,
): string | undefined => {
  const days = certificateDaysLeft(facts, nowMs);
  return days >= 0 && days < warnDays ? `it expires in ${days} days, on ${facts.notAfter}` : undefined;
};

/** @param alarms whether a break raises an alarm. */
export const certificateFindings = (
  facts: CertificateFacts,
  question: CertificateQuestion,
  alarms: boolean,
): readonly Finding[] => {
  const { appliance } = question;
  const breaks = certificateBreaks(facts, question);
  const ending = certificateExpiring(facts, question);
  const fix = `Install a valid certificate on ${appliance} that names the service and includes its chain.`;
  return [
    ...(breaks.length > 0
      ? [{ name: 'CertificateBroken', message: `the certificate of ${appliance}: ${breaks.join('; ')}`, fix, alarms }]
      : []),
    // The alarm CertificateExpiring has its own metric, the days left.
    ...(ending === undefined
      ? []
      : [{ name: 'CertificateExpiring', message: `the certificate of ${appliance}: ${ending}`, fix, alarms: false }]),
  ];
};
