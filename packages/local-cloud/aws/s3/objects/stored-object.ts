// What the emulated S3 remembers of buckets, versions and uploads; the bytes themselves are files.

/** A file that holds a run of an object's bytes: one for a plain put, one a part for a multipart upload. */
export interface Segment {
  readonly path: string;
  readonly sizeBytes: number;
}

export type ChecksumName = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';
export type Checksums = Partial<Record<ChecksumName, string>>;

export interface Retention {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly untilMs: number;
}

export interface ObjectVersion {
  readonly key: string;
  /** 'null' in a bucket without versions. */
  readonly versionId: string;
  /** With its quotation marks. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly segments: readonly Segment[];
  readonly deleteMarker: boolean;
  readonly modifiedMs: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksums: Checksums;
  readonly checksumType: 'FULL_OBJECT' | 'COMPOSITE';
  readonly kmsKeyArn: string | undefined;
  /** A function's name or 'world'. */
  readonly principal: string;
  retention: Retention | undefined;
}

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
  readonly segment: Segment;
  readonly checksums: Checksums;
  readonly modifiedMs: number;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiatedMs: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly kmsKeyArn: string | undefined;
  readonly retention: Retention | undefined;
  readonly checksumName: ChecksumName | undefined;
  readonly parts: Map<number, UploadedPart>;
}

export interface Bucket {
  readonly name: string;
  readonly createdMs: number;
  versioning: 'Enabled' | 'Suspended' | undefined;
  objectLock: boolean;
  /** Given to every new version without a retention of its own. */
  defaultRetention: { readonly mode: Retention['mode']; readonly days: number } | undefined;
  kmsKeyArn: string | undefined;
  /** Versions of each key, oldest first. */
  readonly objects: Map<string, ObjectVersion[]>;
  readonly uploads: Map<string, Upload>;
}

/** The version that a plain GET means: none if the newest is a delete marker. */
export const currentVersion = (bucket: Bucket, key: string): ObjectVersion | undefined => {
  const newest = bucket.objects.get(key)?.at(-1);
  return newest?.deleteMarker === false ? newest : undefined;
};
