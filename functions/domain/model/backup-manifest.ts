// The manifest of one backup. It is written last: without it the backup does not exist.
import type { Fingerprint } from '../identity/fingerprint.ts';

export interface BackupManifest {
  /** `<capturedAt>-<capture id>`; sorts by time. */
  readonly backupId: string;
  readonly pair: string;
  /** Appliance it was captured from. */
  readonly appliance: string;
  /** Epoch of the record at the capture: shows whether the appliance was the primary then. */
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
  /** Version of that secret with the accounts and the backup password; absent if unknown. */
  readonly secretVersionId?: string;
  /** What the appliance held at the capture; absent if its account may not read it. */
  readonly fingerprint?: Fingerprint;
  /** `text`: without control bytes; absent in older manifests. */
  readonly content?: 'binary' | 'text';
  /** Why it is suspect: kept, with an alarm, and never chosen automatically, unless the pair record trusts it. */
  readonly suspect?: string;
  /** The kinds of suspicion, one word each. */
  readonly suspicions?: readonly string[];
  /** What no backup includes, for the report. */
  readonly notIncluded: readonly string[];
}
