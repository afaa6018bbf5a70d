// Reads the certificate that an appliance shows its users, as facts: where users are, not where we manage it.
import { type ApplianceSettings, trustOf } from '../../contract/settings/pair-settings.ts';
import type { CertificateFacts } from '../../domain/identity/certificate-facts.ts';
import type { Net } from '../../net/net.ts';

export interface CertificateProbe {
  /** @throws CallFailure where no handshake comes about; one that we do not trust is a fact, no failure. */
  certificate(appliance: ApplianceSettings, tlsName: string, signal: AbortSignal): Promise<CertificateFacts>;
}

export const certificateProbe = (net: Net): CertificateProbe => ({
  certificate: ({ address, port, tls }, tlsName, signal) => net.certificate({ address, port, tlsName, ca: trustOf(tls), signal }),
});
