// What the whole world stands on.
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { CertificateAuthority } from '../../network/certificate-authority.ts';
import type { Network } from '../../network/network.ts';

export interface Ground {
  readonly ca: CertificateAuthority;
  readonly clock: LabClock;
  readonly network: Network;
  /** Size of a backup; default that of the simulated appliance. */
  readonly backupBytes?: number;
}
