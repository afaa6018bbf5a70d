// `twinbox schema`: the JSON Schema of what a command prints with --json.
import * as z from 'zod/mini';
import { CliError } from '../base/cli-error.ts';
import { RunShape } from '../runs/run-end.ts';
import { BackupsShape } from './backups.ts';
import { HistoryShape } from './history.ts';
import { OpenedReportShape, ReportShape } from './report.ts';
import { StatusShape } from './status.ts';

/** Every command that prints data, by its words. */
export const SHAPES = {
  status: StatusShape,
  failover: RunShape,
  drill: RunShape,
  start: RunShape,
  follow: RunShape,
  stop: RunShape,
  pause: RunShape,
  resume: RunShape,
  acknowledge: RunShape,
  'backups list': BackupsShape,
  'backups trust': RunShape,
  'backups distrust': RunShape,
  history: HistoryShape,
  'report open': OpenedReportShape,
  'report show': ReportShape,
} as const;

const isKnown = (name: string): name is keyof typeof SHAPES => Object.hasOwn(SHAPES, name);

/** @throws WrongUsage for a command that prints no data */
export const schemaOf = (words: readonly string[]): object => {
  const name = words.join(' ');
  if (isKnown(name)) return z.toJSONSchema(SHAPES[name]);
  throw new CliError({
    exit: 'usage',
    name: 'WrongUsage',
    message: `${JSON.stringify(name)} prints no data`,
    fix: `name one of: ${Object.keys(SHAPES).join(', ')}.`,
  });
};
