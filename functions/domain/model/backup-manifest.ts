// The manifest of one backup. It is written last: without it the backup does not exist.
import type { Fingerprint } from '../identity/fingerprint.ts';

export interface BackupManifest {
  /** `<capturedAt>-<capture id>`; sorts by time. */
  readonly backupId: string;
  readonly pair: string;
  /** Appliance it was captured from. */
  readonly appliance: string;
  /** Epoch of the record when it was captured: tells whether the appliance was the primary then. */
  readonly epoch: number;
  /** ISO time at which the capture began. */
  readonly capturedAt: string;
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  /** 64 hex characters. */
  readonly sha256: string;
  readonly product: string;
  readonly version: string;
  readonly build: string;
  readonly applianceId: string;
  /** Whose accounts it holds: the appliance whose secret opened it. */
  readonly credentialsOf: string;
  /** Version of that secret, of which accounts and backup password were taken; absent where nobody told. */
  readonly secretVersionId?: string;
  /** What the appliance held when it was captured; absent where its account may not read it. */
  readonly fingerprint?: Fingerprint;
  /** `text`: not a control byte in it; absent in manifests of before. */
  readonly content?: 'binary' | 'text';
  /** Kept and alarmed, never chosen by itself. Says why; a backup that the pair record trusts is none all the same. */
  readonly suspect?: string;
  /** The kinds of what `suspect` says, one word each. */
  readonly suspicions?: readonly string[];
  /** What no backup holds, for the report. */
  readonly notIncluded: readonly string[];
}
