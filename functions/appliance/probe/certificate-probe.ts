// Reads the certificate that an appliance presents on the users' path.
import { type ApplianceSettings, trustOf } from '../../contract/settings/pair-settings.ts';
import type { CertificateFacts } from '../../domain/identity/certificate-facts.ts';
import type { Net } from '../../net/net.ts';

export interface CertificateProbe {
  /** @throws CallFailure if the handshake fails. An untrusted certificate is a result, not a failure. */
  certificate(appliance: ApplianceSettings, tlsName: string, signal: AbortSignal): Promise<CertificateFacts>;
}

export const certificateProbe = (net: Net): CertificateProbe => ({
  certificate: ({ address, port, tls }, tlsName, signal) =>
    net.certificate({ address, port, tlsName, ca: trustOf(tls), signal }),
});
