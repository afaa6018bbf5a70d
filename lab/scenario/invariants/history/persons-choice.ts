// What people said about restore points, from the inputs of executions: which backup a recovery must restore, and which
// none may.
import type { SeenExecution, WorldView } from '../../view/world-view.ts';
import { fieldsOf } from './side-effects.ts';

/** The backup in question. */
export interface Captured {
  readonly backupId: string;
  readonly capturedAtMs: number;
}

const textIn = (fields: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
};

export interface NamedPoint {
  readonly id?: string;
  readonly beforeMs?: number;
}

/** The restore point that the input names, with a name and a reason. */
export const namedPoint = ({ input }: SeenExecution): NamedPoint | undefined => {
  const { restorePoint, ...rest } = fieldsOf(input);
  const isSigned = textIn(rest, 'by') !== undefined && textIn(rest, 'reason') !== undefined;
  if (!isSigned || typeof restorePoint !== 'object' || restorePoint === null) return undefined;
  const point = { ...restorePoint } as Readonly<Record<string, unknown>>;
  const [id, before] = [textIn(point, 'id'), textIn(point, 'before')];
  return { ...(id !== undefined && { id }), ...(before !== undefined && { beforeMs: Date.parse(before) }) };
};

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whole seconds, the last one included: an id of a backup holds no more. */
const spanIn = (fields: Readonly<Record<string, unknown>>): Span | undefined => {
  const [from, to] = [textIn(fields, 'from'), textIn(fields, 'to')];
  if (from === undefined || to === undefined) return undefined;
  const second = (iso: string): number => Math.floor(Date.parse(iso) / 1000) * 1000;
  return { fromMs: second(from), toMs: second(to) + 999 };
};

const covers = ({ fromMs, toMs }: Span, { capturedAtMs }: Captured): boolean =>
  fromMs <= capturedAtMs && capturedAtMs <= toMs;

/**
 * Whether people distrust a backup after all that they said until then; the last word about it counts.
 * @param said which of the executions count: those that began before, or those that had ended.
 */
export const isDistrusted = (
  { executions }: Pick<WorldView, 'executions'>,
  backup: Captured,
  said: (execution: SeenExecution) => boolean,
): boolean => {
  let byId = false;
  let spans: Span[] = [];
  const words = executions.filter((one) => one.status === 'SUCCEEDED' && said(one));
  for (const { input } of words.toSorted((one, other) => one.startMs - other.startMs)) {
    const fields = fieldsOf(input);
    const span = spanIn(fields);
    const isNamed = textIn(fields, 'backup') === backup.backupId;
    if (fields.kind === 'distrust') {
      byId ||= isNamed;
      if (span && covers(span, backup)) spans.push(span);
    } else if (fields.kind === 'trust') {
      if (isNamed) [byId, spans] = [false, []];
      if (span) spans = spans.filter(({ fromMs, toMs }) => fromMs < span.fromMs || span.toMs < toMs);
    }
  }
  return byId || spans.length > 0;
};
