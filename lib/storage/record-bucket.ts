// Holds the pair record, journals, capture entries, the watcher's handover, and the last inspections, read-backs
// and checks of readiness. A
// pair record changes only by conditional put, a journal entry never. The bucket refuses any other put, so that no bug
// in a function can break the lease or rewrite history.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import { keepPolicy } from './keep-policy.ts';
import { refuseOthers } from './refuse-others.ts';

export interface RecordBucketProps {
  readonly accessLogs: IBucket;
}

/** Entries that bind each backup to its capture. */
const CAPTURES = 'captures/*';

export class RecordBucket extends Construct {
  readonly bucket: Bucket;
  private readonly capturers: string[] = [];

  constructor(scope: Construct, id: string, props: RecordBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      // S3's own key, not KMS, so that the record depends on as few services as possible.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'record/',
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
    const refusePuts = (sid: string, keys: string, withoutAnyOf: readonly string[]) =>
      bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['s3:PutObject'],
          resources: [bucket.arnForObjects(keys)],
          conditions: { Null: Object.fromEntries(withoutAnyOf.map((key) => [key, 'true'])) },
        }),
      );
    refusePuts('RecordsOnlyByConditionalPut', 'pairs/*', ['s3:if-match', 's3:if-none-match']);
    refusePuts('CaptureTurnsOnlyByConditionalPut', 'watch/capture-*', ['s3:if-match', 's3:if-none-match']);
    refusePuts('JournalEntriesOnlyOnce', 'journal/*', ['s3:if-none-match']);
    refusePuts('CapturesOnlyOnce', CAPTURES, ['s3:if-none-match']);
    refuseOthers(bucket, 'CapturesOnlyByCapture', [CAPTURES], () => this.capturers);
    keepPolicy(bucket);
    this.bucket = bucket;
  }

  /** Reads pair records, even if none was ever written. */
  grantRead(user: TwinboxFunction): void {
    this.allow(user, 'ReadRecords', ['s3:GetObject'], 'pairs/*');
    this.list(user);
  }

  /** Reads and writes pair records, even if none was ever written. */
  grantReadWrite(user: TwinboxFunction): void {
    this.grantRead(user);
    this.allow(user, 'WriteRecords', ['s3:PutObject'], 'pairs/*');
  }

  /** Reads and writes the record that Begin has written, and adds entries to journals. */
  grantTakePart(user: TwinboxFunction): void {
    this.allow(user, 'ReadRecords', ['s3:GetObject'], 'pairs/*');
    this.allow(user, 'WriteRecords', ['s3:PutObject'], 'pairs/*');
    this.allow(user, 'WriteJournal', ['s3:PutObject'], 'journal/*');
  }

  /** Finds and reads the journal of a recovery, for its report. */
  grantReadJournal(user: TwinboxFunction): void {
    this.allow(user, 'ReadJournal', ['s3:GetObject'], 'journal/*');
    this.list(user);
  }

  /** Reads and writes the handover between watchers, and reads the capture lease. */
  grantHandover(user: TwinboxFunction): void {
    this.allow(user, 'RelieveWatch', ['s3:GetObject', 's3:PutObject'], 'watch/relief.json', 'watch/down-*');
    this.allow(user, 'ReadCaptureTurns', ['s3:GetObject'], 'watch/capture-*');
  }

  /** Lists and reads the entries of captures, never writes them. */
  grantReadCaptures(user: TwinboxFunction): void {
    this.allow(user, 'ReadCaptures', ['s3:GetObject'], CAPTURES);
    user.permit({
      sid: 'ListCaptures',
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': CAPTURES } },
    });
  }

  /** Writes capture entries. The bucket refuses everybody else. */
  grantEnterCaptures(capture: TwinboxFunction): void {
    this.grantReadCaptures(capture);
    this.allow(capture, 'EnterCaptures', ['s3:PutObject'], CAPTURES);
    this.capturers.push(capture.role.roleArn);
  }

  /** Removes the entries of removed backups. */
  grantPruneCaptures(remover: TwinboxFunction): void {
    remover.permit({
      sid: 'ListCaptureVersions',
      actions: ['s3:ListBucketVersions'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': CAPTURES } },
    });
    this.allow(remover, 'RemoveOldCaptures', ['s3:DeleteObjectVersion'], CAPTURES);
  }

  /** Takes and releases the capture lease. */
  grantCaptureTurns(user: TwinboxFunction): void {
    this.allow(user, 'TakeCaptureTurns', ['s3:GetObject', 's3:PutObject'], 'watch/capture-*');
  }

  /** Reads the findings of the last inspection, even if there was none. */
  grantReadInspections(user: TwinboxFunction): void {
    this.allow(user, 'ReadInspections', ['s3:GetObject'], 'inspection/*');
  }

  /** Reads and writes the findings of inspections, and reads those of read-backs. */
  grantInspect(user: TwinboxFunction): void {
    this.allow(user, 'Inspect', ['s3:GetObject', 's3:PutObject'], 'inspection/*');
    this.allow(user, 'ReadReadBacks', ['s3:GetObject'], 'read-back/*');
  }

  /** Reads and writes the checks of readiness, even if there are none. */
  grantReadiness(user: TwinboxFunction): void {
    this.allow(user, 'NoteReadiness', ['s3:GetObject', 's3:PutObject'], 'readiness/*');
  }

  /** Reads the checks of readiness, even if there are none. */
  grantReadReadiness(user: TwinboxFunction): void {
    this.allow(user, 'ReadReadiness', ['s3:GetObject'], 'readiness/*');
  }

  /** Reads and writes which accounts the appliances refused, even if there is none. */
  grantRefusedAccounts(user: TwinboxFunction): void {
    this.allow(user, 'NoteRefusedAccounts', ['s3:GetObject', 's3:PutObject'], 'accounts/*');
  }

  /** Reads and writes the findings of the last read-back, even if there was none. */
  grantReadBack(user: TwinboxFunction): void {
    this.allow(user, 'NoteReadBacks', ['s3:GetObject', 's3:PutObject'], 'read-back/*');
    this.list(user);
  }

  /** Without it, S3 answers a missing key with a refusal instead of "not found". */
  private list(user: TwinboxFunction): void {
    user.permit({ sid: 'ListRecord', actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] });
  }

  private allow(user: TwinboxFunction, sid: string, actions: readonly string[], ...keys: readonly string[]): void {
    user.setVariable('RECORD_BUCKET', this.bucket.bucketName);
    const wildcards = 'The bucket holds this one pair; the names of journal entries hold their time.';
    user.permit({ sid, actions, resources: keys.map((key) => this.bucket.arnForObjects(key)), wildcards });
  }
}
