// The interfaces to the vault: backups with their manifests, and reports. The bytes stream; they are never whole in memory.
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';

/** What reading one backup came to: its manifest, why it is no backup to go by, or that nothing is there (any more, or yet). */
export type BackupReading =
  | { readonly manifest: BackupManifest }
  | { readonly unreadable: string }
  | { readonly missing: string };

/** Backups as they lie there. */
export interface Backups {
  /** All backups of the pair that Capture has entered, newest first; they are listed while one reads on, and none of them is opened. */
  listed(pair: string, signal?: AbortSignal): AsyncIterable<ListedBackup>;
  /** Opens one of them: its manifest is what Capture wrote, or it is unreadable. A warm function reads each only once. */
  read(pair: string, listed: ListedBackup, signal?: AbortSignal): Promise<BackupReading>;
  /** Newest manifests in the vault that no capture has entered, at most so many: nothing of them is ever restored. */
  strays(pair: string, most: number, signal?: AbortSignal): Promise<readonly string[]>;
  /** Reads all bytes of exactly the manifest's version and compares length and SHA-256, until the signal ends it. */
  prove(manifest: BackupManifest, signal?: AbortSignal): Promise<{ readonly intact: boolean; readonly reason: string }>;
  /** URL that gives exactly the manifest's version by GET for that long. It is a bearer's right: never log it, never return it. */
  presign(manifest: BackupManifest, seconds: number): Promise<string>;
}

/** One object being written by multipart upload; nothing exists before `complete`. */
export interface CaptureUpload {
  /** Takes the next bytes by copying them; waits while parts are on their way, so that memory stays bounded. */
  write(chunk: Uint8Array): Promise<void>;
  complete(): Promise<{ readonly versionId: string; readonly bytes: number; readonly sha256: string }>;
  /** Leaves nothing behind. Safe to call after a failure. */
  abort(): Promise<void>;
  /** Bytes and hash so far. */
  readonly bytes: number;
}

/** Where captures are written. */
export interface CaptureWriter {
  begin(key: string): Promise<CaptureUpload>;
  /** Enters the capture where only Capture may write, then writes the manifest: each once, an existing one is never replaced. */
  writeManifest(manifest: BackupManifest): Promise<void>;
}

/** Where evidence of recoveries is kept. */
export interface Reports {
  /**
   * Writes the report, and beside it the page that tells the same to people, where there is one: a whole HTML document.
   * @returns the key that people should open. Writing the same again is harmless.
   */
  write(pair: string, recoveryId: string, report: unknown, page?: string): Promise<string>;
}
