// The interfaces to the vault: backups with their manifests, and reports. The bytes stream; they are never whole in memory.
import type { BackupManifest } from '../domain/backup-manifest.ts';

/** Backups as they lie there. */
export interface Backups {
  /** Manifests of the pair, newest first. A manifest that cannot be read is left out and named in `unreadable`. */
  list(pair: string): Promise<{ readonly manifests: readonly BackupManifest[]; readonly unreadable: readonly string[] }>;
  /** Reads all bytes of exactly the manifest's version and compares length and SHA-256, until the signal ends it. */
  prove(manifest: BackupManifest, signal?: AbortSignal): Promise<{ readonly intact: boolean; readonly because: string }>;
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
export interface CaptureShelf {
  begin(key: string): Promise<CaptureUpload>;
  /** Writes the manifest, once: an existing one is never replaced. */
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
