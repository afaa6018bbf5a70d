// Asks both appliances for the certificate that they present under every name of the service.
import type { CertificateProbe } from '../../appliance/probe/certificate-probe.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import type { PairSettings } from '../../contract/settings/pair-settings.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import { chainChecks, type Presented } from '../../domain/readiness/chain-checks.ts';
import { PROBE_TIMEOUT_MS } from '../pairs/probe-timeout.ts';

export interface CheckCertificatesTools {
  readonly certificates: CertificateProbe;
  readonly clock: Clock;
}

/** Never throws: a handshake that does not come about is not checked. */
export const checkCertificates = async (
  { certificates, clock }: CheckCertificatesTools,
  { appliances, service }: PairSettings,
  { standby, nowMs, signal }: { readonly standby: string; readonly nowMs: number; readonly signal: AbortSignal },
): Promise<readonly Check[]> => {
  const limit = clock.deadline(PROBE_TIMEOUT_MS, signal);
  const presented = await Promise.all(
    appliances.flatMap((one) =>
      service.names.map(async (name): Promise<Presented> => {
        const [read] = await Promise.allSettled([certificates.certificate(one, name, limit)]);
        const of = { appliance: one.name, name };
        if (read.status === 'fulfilled') return { ...of, facts: read.value };
        return { ...of, failed: describeFailure(read.reason).message };
      }),
    ),
  );
  return chainChecks(presented, standby, nowMs);
};
