// `twinbox report open` and `report show`: the evidence of a run, as a page to read or as data.
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { jsonOf } from '../../functions/contract/json/parse-json.ts';
import { reportOf } from '../read/reports.ts';
import type { Answer, Session } from '../session.ts';

export const OpenedReportShape = z.object({ run: z.string(), file: z.string() });
/** The report's own shape: docs/architecture.md says what it holds. */
export const ReportShape = z.looseObject({ recoveryId: z.string(), pair: z.string(), outcome: z.string() });

export interface OpenOptions {
  readonly output?: string | undefined;
}

/** Writes the page to a file, and opens it where a person sits. */
export const openReport = async (
  session: Session,
  asked: string | undefined,
  { output }: OpenOptions,
): Promise<Answer> => {
  const { run, page } = await reportOf(session, asked);
  const { io } = session;
  const file = resolve(output ?? `twinbox-report-${run}.html`);
  await io.writeFile(file, page);
  if (!session.mayAsk) return { data: { run, file }, text: [file] };
  const [opened] = await Promise.allSettled([io.open(file)]);
  const how = opened.status === 'fulfilled' ? 'opened in your browser' : 'open it in a browser';
  return { data: { run, file }, text: [`The report of ${run}, ${how}: ${file}`] };
};

export const showReport = async (session: Session, asked: string | undefined): Promise<Answer> => {
  const { json } = await reportOf(session, asked);
  const data = jsonOf(json);
  return { data, text: [JSON.stringify(data, undefined, 2)] };
};
