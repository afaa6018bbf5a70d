// What is wrong with the certificate that an appliance shows its users. Pure.
import { type CertificateFacts, certificateDaysLeft, certificateFaults } from '../../identity/certificate-facts.ts';
import type { Finding } from './finding.ts';

export interface CertificateQuestion {
  readonly appliance: string;
  readonly serviceNames: readonly string[];
  readonly nowMs: number;
  /** Fewer days than this are told. */
  readonly warnDays: number;
}

/** What keeps users from being served with it, in sentences: then nobody may be sent to that appliance. */
export const certificateBreaks = (facts: CertificateFacts, { serviceNames, nowMs }: CertificateQuestion): readonly string[] =>
  certificateFaults(facts, serviceNames, nowMs, 0);

/** Undefined where it holds for long enough, or has ended already, which is a break. */
export const certificateExpiring = (facts: CertificateFacts, { nowMs, warnDays }: CertificateQuestion): string | undefined => {
  const days = certificateDaysLeft(facts, nowMs);
  return days >= 0 && days < warnDays ? `it ends in ${days} days, on ${facts.notAfter}` : undefined;
};

/** @param alarms whether a break of it is an alarm's own matter. */
export const certificateFindings = (
  facts: CertificateFacts,
  question: CertificateQuestion,
  alarms: boolean,
): readonly Finding[] => {
  const { appliance } = question;
  const breaks = certificateBreaks(facts, question);
  const ending = certificateExpiring(facts, question);
  const fix = `Install a certificate at ${appliance} that holds, names the service and comes with its chain.`;
  return [
    ...(breaks.length > 0
      ? [{ name: 'CertificateBroken', message: `the certificate of ${appliance}: ${breaks.join('; ')}`, fix, alarms }]
      : []),
    // The alarm CertificateExpiring reads the days themselves.
    ...(ending === undefined
      ? []
      : [{ name: 'CertificateExpiring', message: `the certificate of ${appliance}: ${ending}`, fix, alarms: false }]),
  ];
};
