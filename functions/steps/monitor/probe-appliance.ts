// Asks one box what an inspection wants to know: over its API what it is, on the users' path which certificate it shows. Both at
// once and within a bound of their own, so that a box that hangs holds nobody up.
import type { ApplianceApiOf } from '../../appliance/appliance.ts';
import type { CertificateLook } from '../../appliance/probe/certificate-probe.ts';
import type { HealthTextLook } from '../../appliance/probe/health-text.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import type { BoxSeen } from '../../domain/inspection/box-seen.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';

export interface SeeBoxTools {
  readonly apiOf: ApplianceApiOf;
  readonly certificates: CertificateLook;
  readonly healthTexts: HealthTextLook;
  readonly clock: Clock;
}

const BOX_TIMEOUT_MS = 12_000;

/** Never throws: what could not be asked is what was seen. */
export const seeBox = async (
  { apiOf, certificates, healthTexts, clock }: SeeBoxTools,
  settings: PairSettings,
  { credentialsOf, secretVersionOf }: Pick<PairRecord, 'credentialsOf' | 'secretVersionOf'>,
  appliance: string,
): Promise<BoxSeen> => {
  const signal = clock.deadline(BOX_TIMEOUT_MS);
  const api = apiOf(settings, appliance, credentialsOf[appliance] ?? appliance, secretVersionOf?.[appliance]);
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
        ? { is: 'told', facts: health.value }
        : { is: 'untold', failure: describeFailure(health.reason) },
    certificate:
      certificate.status === 'fulfilled'
        ? { is: 'shown', facts: certificate.value }
        : { is: 'unseen', failure: describeFailure(certificate.reason) },
    ...(text.status === 'fulfilled' && text.value && { healthText: text.value }),
    ...(signIn.status === 'fulfilled' && signIn.value && { signIn: signIn.value }),
  };
};
