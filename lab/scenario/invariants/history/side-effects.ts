// Everything that the product did to a pair's appliances and names, as appliances, power controllers and the zone saw
// it.
import type { SeenExecution, WorldView } from '../../view/world-view.ts';
import { byProduct, claimsOf, movesOf } from '../../view/zone-log.ts';

export interface SideEffect {
  /** Lab ms since 1970. */
  readonly atMs: number;
  /** What happened, as the start of a sentence. */
  readonly message: string;
}

/** Values of `kind` that start no recovery. */
export const OPERATIONS = [
  'status',
  'pause',
  'resume',
  'acknowledge',
  'confirm',
  'approve',
  'deny',
  'trust',
  'distrust',
  'readiness',
  'set-primary',
  'ping',
];

/** The fields of an execution's input. */
export const fieldsOf = (json: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    return { unreadable: String(error) };
  }
};

/** The operation (pause, status, ...) that the input requests; undefined for a recovery. */
export const operationOf = ({ input }: SeenExecution): string | undefined => {
  const { kind } = fieldsOf(input);
  return OPERATIONS.find((operation) => operation === kind);
};

/** Whether the input asked for a drill. */
export const isDrill = ({ input }: SeenExecution): boolean => fieldsOf(input).kind === 'drill';

/** Whether the input asked for a move that was planned, away from an appliance that serves. */
export const isPlannedMove = ({ input }: SeenExecution): boolean =>
  ['switchover', 'failback'].includes(String(fieldsOf(input).kind));

/**
 * Whether the input releases that backup by an operator's confirmation. Without an id it means the newest suspect
 * backup.
 */
export const trusts = ({ input }: SeenExecution, backupId: string): boolean => {
  const { kind, backup, by, reason } = fieldsOf(input);
  const isSigned = typeof by === 'string' && typeof reason === 'string';
  return kind === 'trust' && isSigned && (backup === undefined || backup === backupId);
};

/** Whether the input contains an operator's confirmation that the old appliance cannot serve. */
export const bringsWord = ({ input }: SeenExecution): boolean => {
  const { fenceConfirmed } = fieldsOf(input);
  return typeof fenceConfirmed === 'object' && fenceConfirmed !== null;
};

/** Whether the input gives that word to a recovery that runs: with `confirm`, or with `continue` and how. */
const isWordToRun = ({ input }: SeenExecution): boolean => {
  const { kind, what, how } = fieldsOf(input);
  return (kind === 'confirm' && what === 'fence') || (kind === 'continue' && typeof how === 'string');
};

/** Whether the execution ran at that moment. */
export const ranAt = ({ startMs, stopMs }: SeenExecution, atMs: number): boolean =>
  startMs <= atMs && (stopMs === undefined || stopMs >= atMs);

/** Whether an execution that ran at that moment had an operator's confirmation in its input. */
export const wordGivenAt = (view: WorldView, atMs: number): boolean =>
  view.executions.some((execution) => bringsWord(execution) && ranAt(execution, atMs)) ||
  view.executions.some((execution) => isWordToRun(execution) && execution.startMs <= atMs);

/** Commands to power controllers, restores and changes of the zone, the world's own left out. */
export const sideEffectsOf = (view: WorldView): readonly SideEffect[] => [
  ...Object.entries(view.power).flatMap(([name, { commands }]) =>
    commands.map(({ atMs, resetType }) => ({ atMs, message: `${name} got ${resetType}` })),
  ),
  ...Object.values(view.appliances).flatMap(({ name, events }) =>
    events
      .filter(({ kind }) => kind === 'restore-begun' || kind === 'restore-refused')
      .map(({ atMs, kind }) => ({ atMs, message: `${name} had the event ${kind}` })),
  ),
  ...byProduct(movesOf(view)).map(({ atMs, name, target }) => ({ atMs, message: `${name} was moved to ${target}` })),
  ...byProduct(claimsOf(view)).map(({ atMs, name }) => ({ atMs, message: `${name} was claimed` })),
];
