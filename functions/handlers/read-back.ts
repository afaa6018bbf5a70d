// Read-back's function: the newest backup of one pair, read whole once a night; and old ones taken away while it is intact.
import './small-young.ts';
import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { parametersByPair, parseEnvironment, type Variable } from '../contract/runtime/environment.ts';
import { VARIABLES_OF } from '../contract/runtime/functions.ts';
import { systemClock } from '../net/system-clock.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { pruneAfter } from '../steps/capture/prune-backups.ts';
import { readBack } from '../steps/capture/verify-backup.ts';
import { s3ReadBacks } from '../store/latest/s3-read-backs.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3BackupRemoval } from '../store/vault/s3-backup-removal.ts';
import { s3Backups } from '../store/vault/s3-backups.ts';
import { lambdaEntry } from './lambda-entry.ts';
import { logSay } from './log-say.ts';

export interface ReadBackClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

type Environment = Readonly<Record<Extract<Variable, (typeof VARIABLES_OF)['read-back'][number]>, string>>;

export const wire = (environment: Environment, { s3, ssm, logger }: ReadBackClients) => {
  const buckets = { vault: environment.VAULT_BUCKET, record: environment.RECORD_BUCKET };
  const backups = s3Backups(s3, buckets);
  return readBack({
    backups,
    readBacks: s3ReadBacks(s3, environment.RECORD_BUCKET),
    clock: systemClock,
    settings: ssmSettings(ssm, parametersByPair(environment.SETTINGS_PARAMETERS)),
    records: s3PairRecords(s3, environment.RECORD_BUCKET),
    prune: pruneAfter({ backups, removal: s3BackupRemoval(s3, buckets), clock: systemClock, say: logSay(logger) }),
  });
};

export const handler = lambdaEntry(
  wire(parseEnvironment(process.env, VARIABLES_OF['read-back']), {
    s3: new S3Client({ maxAttempts: 3 }),
    ssm: new SSMClient({ maxAttempts: 3 }),
    logger: new Logger({ serviceName: 'twinbox' }),
  }),
);
