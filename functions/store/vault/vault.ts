// The interfaces to the backup store: backups with their manifests, and reports. Backups stream and are never whole in
// memory.
import type { BackupManifest } from '../../domain/model/backup-manifest.ts';
import type { ListedBackup } from '../../domain/model/listed-backup.ts';

/** The result of reading one backup: its manifest, why it is unusable, or that it does not exist (any more, or yet). */
export type BackupReading =
  | { readonly manifest: BackupManifest }
  | { readonly unreadable: string }
  | { readonly missing: string };

/** The stored backups. */
export interface Backups {
  /** All backups of the pair with a capture entry, newest first. Lists them lazily and opens none. */
  listed(pair: string, signal?: AbortSignal): AsyncIterable<ListedBackup>;
  /**
   * Opens one backup: its manifest is what Capture wrote, or it is unreadable. A warm function reads each only once.
   */
  read(pair: string, listed: ListedBackup, signal?: AbortSignal): Promise<BackupReading>;
  /** The newest manifests without a capture entry, at most that many: none of them is ever restored. */
  strays(pair: string, most: number, signal?: AbortSignal): Promise<readonly string[]>;
  /** Reads all bytes of exactly the manifest's version and compares length and SHA-256, until the signal ends it. */
  prove(manifest: BackupManifest, signal?: AbortSignal): Promise<{ readonly intact: boolean; readonly reason: string }>;
  /**
   * URL that gives exactly the manifest's version by GET for that long. Whoever has it can read the backup: never log
   * it, never return it.
   */
  presign(manifest: BackupManifest, seconds: number): Promise<string>;
}

/** One object in a multipart upload; it does not exist before `complete`. */
export interface CaptureUpload {
  /** Copies the next bytes; waits while parts are being sent, so that memory stays bounded. */
  write(chunk: Uint8Array): Promise<void>;
  complete(): Promise<{ readonly versionId: string; readonly bytes: number; readonly sha256: string }>;
  /** Leaves nothing behind. Safe to call after a failure. */
  abort(): Promise<void>;
  /** Bytes and hash so far. */
  readonly bytes: number;
}

/** Writes captures. */
export interface CaptureWriter {
  begin(key: string): Promise<CaptureUpload>;
  /**
   * Writes the capture entry, where only Capture may write, then the manifest: each once, never replacing an existing
   * one.
   */
  writeManifest(manifest: BackupManifest): Promise<void>;
}

/** Stores the reports of recoveries. */
export interface Reports {
  /**
   * Writes the report, and its page if there is one: a complete HTML document with the same content.
   * @returns the key for operators to open. Safe to repeat.
   */
  write(pair: string, recoveryId: string, report: unknown, page?: string): Promise<string>;
}
