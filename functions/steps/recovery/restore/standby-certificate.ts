// Checks the certificate that the standby would present to users, under every name of the service. A fault must be
// found before users are sent there. A certificate that only expires soon is reported and blocks nothing.

import type { CertificateProbe } from '../../../appliance/probe/certificate-probe.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { certificateBreaks, certificateExpiring } from '../../../domain/inspection/findings/certificate-findings.ts';
import { PROBE_TIMEOUT_MS } from '../../pairs/probe-timeout.ts';
import type { PhaseContext, PhaseTools } from '../phase-step.ts';

export interface StandbyCertificateTools extends Pick<PhaseTools, 'clock'> {
  readonly certificates: CertificateProbe;
}

export interface StandbyCertificate {
  /** What is wrong with it, in sentences. */
  readonly faults: readonly string[];
  /** What operators should know although it is no fault. */
  readonly notified: readonly string[];
}

/** Never throws: if the handshake fails, the probe on the users' path reports it. */
export const standbyCertificate = async (
  { certificates, clock }: StandbyCertificateTools,
  { settings, recovery }: Pick<PhaseContext, 'settings' | 'recovery'>,
): Promise<StandbyCertificate> => {
  const { to } = recovery;
  const signal = clock.deadline(PROBE_TIMEOUT_MS);
  const [read] = await Promise.allSettled([
    certificates.certificate(applianceOf(settings, to), tlsNameOf(settings), signal),
  ]);
  if (read.status === 'rejected') return { faults: [], notified: [] };
  const { names: serviceNames } = settings.service;
  const question = { appliance: to, serviceNames, nowMs: clock.nowMs(), warnDays: settings.watch.certificateDays };
  const expiring = certificateExpiring(read.value, question);
  return {
    faults: certificateBreaks(read.value, question).map((fault) => `its certificate: ${fault}`),
    notified: expiring === undefined ? [] : [`ATTENTION: the certificate of ${to}: ${expiring}`],
  };
};
