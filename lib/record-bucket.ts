// The pair records, the journals and the watch's own mark. A pair record is changed only by conditional put, a journal entry never:
// the bucket itself refuses any other put, so that no mistake in a function can break the lease or rewrite what happened.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TwinboxFunction } from './twinbox-function.ts';

export interface RecordBucketProps {
  readonly accessLogs: IBucket;
}

export class RecordBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: RecordBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      // S3's own key, not KMS: the record must stay readable and writable with as few services as possible.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'record/',
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
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
    refusePuts('JournalEntriesOnlyOnce', 'journal/*', ['s3:if-none-match']);
    this.bucket = bucket;
  }

  /** Reads pair records. */
  grantRead(user: TwinboxFunction): void {
    this.allow(user, 'ReadRecords', ['s3:GetObject'], 'pairs/*');
    // Without it a record that was never written is a refusal and not simply missing.
    user.permit({ sid: 'ListRecord', actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] });
  }

  /** Reads and writes pair records, and adds entries to journals. */
  grantReadWrite(user: TwinboxFunction): void {
    this.grantRead(user);
    this.allow(user, 'WriteRecords', ['s3:PutObject'], 'pairs/*');
    this.allow(user, 'WriteJournal', ['s3:PutObject'], 'journal/*');
  }

  /** Reads the journal of a recovery, for its report. */
  grantReadJournal(user: TwinboxFunction): void {
    this.allow(user, 'ReadJournal', ['s3:GetObject'], 'journal/*');
  }

  /** Reads and writes the mark by which an older watcher knows that a younger one has relieved it. */
  grantRelief(user: TwinboxFunction): void {
    this.allow(user, 'RelieveWatch', ['s3:GetObject', 's3:PutObject'], 'watch/*');
  }

  private allow(user: TwinboxFunction, sid: string, actions: readonly string[], keys: string): void {
    user.setVariable('RECORD_BUCKET', this.bucket.bucketName);
    const wildcards = 'One function serves all pairs; the names of journal entries hold their time.';
    user.permit({ sid, actions, resources: [this.bucket.arnForObjects(keys)], wildcards });
  }
}
