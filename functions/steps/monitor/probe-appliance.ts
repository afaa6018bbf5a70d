// Reads from one appliance what an inspection needs: its health over the API, and its certificate on the users' path.
// Both run at once and within their own time limit, so that an appliance that hangs delays no other.

import type { ApplianceApiOf } from '../../appliance/appliance.ts';
import type { CertificateProbe } from '../../appliance/probe/certificate-probe.ts';
import type { HealthTextProbe } from '../../appliance/probe/health-text.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import type { ApplianceSeen } from '../../domain/inspection/appliance-seen.ts';
import { accountsOf } from '../../domain/record/accepted-accounts.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';

export interface ProbeApplianceTools {
  readonly apiOf: ApplianceApiOf;
  readonly certificates: CertificateProbe;
  readonly healthTexts: HealthTextProbe;
  readonly clock: Clock;
}

const APPLIANCE_TIMEOUT_MS = 12_000;

/** Never throws: what could not be read is part of the result. */
export const probeAppliance = async (
  { apiOf, certificates, healthTexts, clock }: ProbeApplianceTools,
  settings: PairSettings,
  record: Pick<PairRecord, 'credentialsOf' | 'secretVersionOf'>,
  appliance: string,
): Promise<ApplianceSeen> => {
  const signal = clock.deadline(APPLIANCE_TIMEOUT_MS);
  const api = apiOf(settings, appliance, accountsOf(record, appliance), record.secretVersionOf?.[appliance]);
  const [one, tlsName] = [applianceOf(settings, appliance), tlsNameOf(settings)];
  const [health, certificate, text, signIn] = await Promise.allSettled([
    api.health(signal),
    certificates.certificate(one, tlsName, signal),
    healthTexts.healthText(one, tlsName, signal),
    api.signInMethods(signal),
  ]);
  return {
    appliance,
    health:
      health.status === 'fulfilled'
        ? { is: 'reported', facts: health.value }
        : { is: 'unreported', failure: describeFailure(health.reason) },
    certificate:
      certificate.status === 'fulfilled'
        ? { is: 'shown', facts: certificate.value }
        : { is: 'unseen', failure: describeFailure(certificate.reason) },
    ...(text.status === 'fulfilled' && text.value && { healthText: text.value }),
    ...(signIn.status === 'fulfilled' && signIn.value && { signIn: signIn.value }),
  };
};
