// Looks at the certificate that the standby would show its users, under every name of the service: one that is refused there must
// be met before anybody is sent to it. One that only ends soon is told, and keeps nobody.
import type { CertificateProbe } from '../../../appliance/probe/certificate-probe.ts';
import { applianceOf, tlsNameOf } from '../../../contract/settings/pair-settings.ts';
import { certificateBreaks, certificateExpiring } from '../../../domain/inspection/findings/certificate-findings.ts';
import type { PhaseContext, PhaseTools } from '../phase-step.ts';

export interface StandbyCertificateTools extends Pick<PhaseTools, 'clock'> {
  readonly certificates: CertificateProbe;
}

export interface StandbyCertificate {
  /** What is wrong with it, in sentences. */
  readonly faults: readonly string[];
  /** What people should know of it all the same. */
  readonly notified: readonly string[];
}

const PROBE_TIMEOUT_MS = 5_000;

/** Never throws: where no handshake comes about, the probe on the users' path says so. */
export const standbyCertificate = async (
  { certificates, clock }: StandbyCertificateTools,
  { settings, recovery }: Pick<PhaseContext, 'settings' | 'recovery'>,
): Promise<StandbyCertificate> => {
  const { to } = recovery;
  const signal = clock.deadline(PROBE_TIMEOUT_MS);
  const [read] = await Promise.allSettled([certificates.certificate(applianceOf(settings, to), tlsNameOf(settings), signal)]);
  if (read.status === 'rejected') return { faults: [], notified: [] };
  const { names: serviceNames } = settings.service;
  const question = { appliance: to, serviceNames, nowMs: clock.nowMs(), warnDays: settings.watch.certificateDays };
  const expiring = certificateExpiring(read.value, question);
  return {
    faults: certificateBreaks(read.value, question).map((fault) => `its certificate: ${fault}`),
    notified: expiring === undefined ? [] : [`ATTENTION: the certificate of ${to}: ${expiring}`],
  };
};
