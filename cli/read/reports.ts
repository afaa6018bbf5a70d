// Reads the stored reports of recoveries: the newest few, or one of them.
import { GetObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { parseJson } from '../../functions/contract/json/parse-json.ts';
import { newestFirst } from '../../functions/store/form/newest-first.ts';
import { reportKey, reportPageKey } from '../../functions/store/form/object-keys.ts';
import { textOfObject } from '../../functions/store/form/object-text.ts';
import { isMissing } from '../../functions/store/form/s3-answers.ts';
import { CliError } from '../base/cli-error.ts';
import type { Session } from '../session.ts';

/** The part of a report that a list shows. Reports of all versions have it. */
const ListedReport = z.looseObject({
  recoveryId: z.string(),
  kind: z.string(),
  outcome: z.string(),
  trigger: z.optional(z.string()),
  dryRun: z.optional(z.boolean()),
  startedAt: z.string(),
  endedAt: z.optional(z.string()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  /** Why it was not started. */
  reason: z.optional(z.string()),
});

export type ListedReport = z.infer<typeof ListedReport>;

const textAt = async ({ clients }: Session, Bucket: string, Key: string): Promise<string> =>
  textOfObject(await clients.s3.send(new GetObjectCommand({ Bucket, Key })));

/** Ids of the recoveries that have a report, newest first. */
async function* reportedRuns(session: Session): AsyncGenerator<string> {
  const { pair, vaultBucket } = await session.deployment();
  const prefix = reportKey(pair, '').replace('/report.json', '');
  const before = new Set<string>();
  for await (const { key } of newestFirst(session.clients.s3, vaultBucket, prefix)) {
    const [run = ''] = key.slice(prefix.length).split('/');
    if (!before.has(run)) yield run;
    before.add(run);
  }
}

/** The newest reports; one that cannot be read is left out. */
export const newestReports = async (session: Session, most: number): Promise<readonly ListedReport[]> => {
  const { pair, vaultBucket } = await session.deployment();
  const runs: string[] = [];
  for await (const run of reportedRuns(session)) {
    if (runs.length === most) break;
    runs.push(run);
  }
  const texts = await Promise.all(
    runs.map(async (run) => {
      try {
        return await textAt(session, vaultBucket, reportKey(pair, run));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    }),
  );
  return texts.flatMap((text) => parseJson(ListedReport, text).value ?? []);
};

/**
 * The report of that run; without a run, the newest.
 * @throws NoReport
 */
export const reportOf = async (
  session: Session,
  asked: string | undefined,
): Promise<{ run: string; json: string; page: string }> => {
  const { pair, vaultBucket } = await session.deployment();
  const run = asked ?? (await reportedRuns(session).next()).value;
  const missing = (cause?: unknown): CliError =>
    new CliError(
      {
        exit: 'usage',
        name: 'NoReport',
        message: run === undefined ? `${pair} has no report yet` : `there is no report of a run ${run}`,
        fix: `see the runs with \`${session.command('history')}\`.`,
      },
      cause,
    );
  if (run === undefined) throw missing();
  try {
    const [json, page] = await Promise.all([
      textAt(session, vaultBucket, reportKey(pair, run)),
      textAt(session, vaultBucket, reportPageKey(pair, run)),
    ]);
    return { run, json, page };
  } catch (error) {
    if (isMissing(error)) throw missing(error);
    throw error;
  }
};
