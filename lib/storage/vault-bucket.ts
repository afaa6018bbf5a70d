// The backup store: backups with their manifests, and reports. Its objects cannot be changed or removed within their
// retention, and none expires by age alone. Only the functions that need to can write to it, whatever other policies
// allow.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import { keepPolicy } from './keep-policy.ts';
import { refuseOthers } from './refuse-others.ts';

const BACKUPS = 'Backups alone; their names hold the time of capture and are not known beforehand.';

export interface VaultBucketProps {
  /** Retention of every object, governance mode. */
  readonly keepDays: number;
  readonly accessLogs: IBucket;
}

export class VaultBucket extends Construct {
  readonly bucket: Bucket;
  private readonly key: Key;
  private readonly capturers: string[] = [];
  private readonly reporters: string[] = [];

  constructor(scope: Construct, id: string, props: VaultBucketProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the backups and reports of Twinbox',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(props.keepDays)),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'vault/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    refuseOthers(this.bucket, 'BackupsOnlyByCapture', ['backups/*'], () => this.capturers);
    refuseOthers(this.bucket, 'ReportsOnlyByReporters', ['reports/*', 'proofs/*'], () => this.reporters);
    this.refuseSecondWrites();
    keepPolicy(this.bucket);
  }

  /**
   * A backup, a manifest or a proof is written once, because a second version could be mistaken for it. Parts of an
   * upload take no condition; its completion does.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html Reports may be written again:
   * close-out of a recovery may run twice.
   */
  private refuseSecondWrites(): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BackupsAndProofsOnlyOnce',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('backups/*'), this.bucket.arnForObjects('proofs/*')],
        conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    );
  }

  /** Reads backups and manifests, including exact versions. */
  grantReadBackups(reader: TwinboxFunction): void {
    this.name(reader);
    this.list(reader);
    reader.permit({
      sid: 'ReadBackups',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [this.bucket.arnForObjects('backups/*')],
      wildcards: BACKUPS,
    });
    this.decrypt(reader);
  }

  /** Reads any version of manifests, but never the backups themselves. */
  grantReadManifests(reader: TwinboxFunction): void {
    this.name(reader);
    this.list(reader);
    reader.permit({
      sid: 'ReadManifests',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [this.bucket.arnForObjects('backups/*.json')],
      wildcards: BACKUPS,
    });
    this.decrypt(reader);
  }

  /** Signs a link to one exact version and nothing else. A reader of the link uses the signer's permissions. */
  grantLinkBackups(linker: TwinboxFunction): void {
    this.name(linker);
    linker.permit({
      sid: 'LinkBackups',
      actions: ['s3:GetObjectVersion'],
      resources: [this.bucket.arnForObjects('backups/*.nsb')],
      wildcards: BACKUPS,
    });
    this.decrypt(linker);
  }

  /**
   * Adds backups with their manifests. May also read, to judge a new capture by the last good one, and to check whether
   * the object exists if the answer of a completed upload was lost.
   */
  grantCapture(writer: TwinboxFunction): void {
    this.name(writer);
    this.list(writer);
    writer.permit({
      sid: 'WriteBackups',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:AbortMultipartUpload'],
      resources: [this.bucket.arnForObjects('backups/*')],
      wildcards: BACKUPS,
    });
    this.encrypt(writer);
    this.capturers.push(writer.role.roleArn);
  }

  /** Lists all versions of backups and their proofs, and removes versions whose retention is over. */
  grantPrune(remover: TwinboxFunction): void {
    this.name(remover);
    this.list(remover);
    remover.permit({
      sid: 'ListProofs',
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': 'proofs/*' } },
    });
    remover.permit({
      sid: 'RemoveOldBackups',
      actions: ['s3:DeleteObjectVersion'],
      resources: [this.bucket.arnForObjects('backups/*')],
      wildcards: BACKUPS,
    });
  }

  /** Adds reports and the proofs based on them; reads nothing. */
  grantWriteReports(writer: TwinboxFunction): void {
    this.name(writer);
    writer.permit({
      sid: 'WriteReports',
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects('reports/*'), this.bucket.arnForObjects('proofs/*')],
      wildcards: 'Reports and proofs alone; each recovery names its own.',
    });
    writer.permit({ sid: 'EncryptVault', actions: ['kms:GenerateDataKey'], resources: [this.key.keyArn] });
    this.reporters.push(writer.role.roleArn);
  }

  private name(user: TwinboxFunction): void {
    user.setVariable('VAULT_BUCKET', this.bucket.bucketName);
  }

  private list(reader: TwinboxFunction): void {
    reader.permit({
      sid: 'ListBackups',
      // Versions too: if a later version covers what Capture wrote, Capture's own version is found below it.
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': 'backups/*' } },
    });
  }

  private decrypt(reader: TwinboxFunction): void {
    reader.permit({ sid: 'DecryptVault', actions: ['kms:Decrypt'], resources: [this.key.keyArn] });
  }

  /** A multipart upload under a KMS key needs Decrypt as well: S3 reads the data key again for each part. */
  private encrypt(writer: TwinboxFunction): void {
    writer.permit({
      sid: 'EncryptVault',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [this.key.keyArn],
    });
  }
}
