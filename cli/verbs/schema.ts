// `twinbox schema`: the JSON Schema of what a command prints with --json.
import * as z from 'zod/mini';
import { VERBS } from '../../functions/contract/workflow/verbs/verbs.ts';
import { usage } from '../base/cli-error.ts';
import { RunShape } from '../runs/run-end.ts';
import { commandOf } from '../workflow/workflow-commands.ts';
import { BackupsShape } from './backups.ts';
import { HistoryShape } from './history.ts';
import { OpenedReportShape, ReportShape } from './report.ts';
import { ResourcesShape } from './resources.ts';
import { StatusShape } from './status-data.ts';

/** Every command that prints data, by its words. */
export const SHAPES: Readonly<Record<string, z.ZodMiniObject>> = {
  status: StatusShape,
  ...Object.fromEntries(VERBS.filter(({ kind }) => kind !== 'status').map(({ kind }) => [commandOf(kind), RunShape])),
  ...{ start: RunShape, follow: RunShape, stop: RunShape },
  'backups list': BackupsShape,
  history: HistoryShape,
  'report open': OpenedReportShape,
  'report show': ReportShape,
  resources: ResourcesShape,
};

/** @throws WrongUsage for a command that prints no data */
export const schemaOf = (words: readonly string[]): object => {
  const name = words.join(' ');
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (shape) return z.toJSONSchema(shape);
  throw usage(`${JSON.stringify(name)} prints no data`, `name one of: ${Object.keys(SHAPES).join(', ')}.`);
};
