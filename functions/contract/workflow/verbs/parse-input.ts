// Parses the input from the console or the event rule against the form of its kind, and reports all faults at once.
import type * as z from 'zod/mini';
import { type Failure, failure } from '../../../domain/failure/failure.ts';
import { plainLine } from '../../../domain/text/plain-text.ts';
import type { VerbRow } from './verb-row.ts';
import { INPUT_KINDS, VERBS, verbOf, type WorkflowInput } from './verbs.ts';

/** Unknown keys are named, within bounds: an execution's input may be a quarter of a megabyte. */
const MOST_NAMED = 10;
const MOST_KEY = 60;

const namedKeys = (keys: readonly string[]): string => {
  const more = keys.length - MOST_NAMED;
  const first = keys.slice(0, MOST_NAMED).map((key) => plainLine(key, MOST_KEY));
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
};

/** The mini build of the schema library has no messages of its own. */
const sayIssue = (issue: z.core.$ZodIssue): string => {
  const at = issue.path.length > 0 ? issue.path.join('.') : 'the input';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${at} is missing: a ${issue.expected} is required`
        : `${at} must be a ${issue.expected}`;
    case 'unrecognized_keys':
      return `unknown keys: ${namedKeys(issue.keys)}`;
    case 'invalid_value':
      return `${at} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return issue.origin === 'number'
        ? `${at} must be at least ${issue.minimum}`
        : `${at} must have at least ${issue.minimum} characters`;
    case 'too_big':
      return issue.origin === 'number'
        ? `${at} must be at most ${issue.maximum}`
        : `${at} must have at most ${issue.maximum} characters`;
    case 'invalid_format':
      if (issue.format === 'regex') return `${at} must be ${issue.message}`;
      return `${at} must be a ${issue.format === 'datetime' ? 'time like 2026-11-22T20:15:00Z' : issue.format}`;
    default:
      return `${at}: ${issue.message}`;
  }
};

/**
 * @returns the failure that lists all faults.
 * @example wrongInput(['kind must be "failover"']).message // 'the input has a fault: kind must be "failover"'
 */
export const wrongInput = (faults: readonly string[]): Failure =>
  failure(
    'WrongInput',
    `the input has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${faults.join('; ')}`,
    `Correct the input, for example to {"pair": "<name>", "kind": "failover"}. The kinds are ${INPUT_KINDS.join(', ')}. {} checks whether a failover is needed.`,
  );

/** If the kind itself is wrong, also list the faults that apply to every kind. */
const faultsOfNoKind = (raw: object): readonly string[] => {
  const known = new Set(VERBS.flatMap(({ form }) => Object.keys(form.shape)));
  const strays = Object.keys(raw).filter((key) => !known.has(key));
  return [
    `kind must be ${INPUT_KINDS.map((kind) => JSON.stringify(kind)).join(' or ')}`,
    ...('pair' in raw && typeof raw.pair !== 'string' ? ['pair must be a string'] : []),
    ...(strays.length > 0 ? [`unknown keys: ${namedKeys(strays)}`] : []),
  ];
};

/**
 * @throws WrongInput with every fault.
 * @example parseInput({ kind: 'pause', reason: 'patch day', hours: 4 }).kind // 'pause'
 */
export const parseInput = (raw: unknown): WorkflowInput => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw wrongInput(['the input must be a JSON object']);
  const verb = verbOf('kind' in raw ? raw.kind : 'failover');
  if (!verb) throw wrongInput(faultsOfNoKind(raw));
  const { form, faultsBeside = () => [] }: Pick<VerbRow, 'faultsBeside'> & Pick<typeof verb, 'form'> = verb;
  const parsed = form.safeParse(raw, { reportInput: true });
  const faults = [...(parsed.success ? [] : parsed.error.issues.map(sayIssue)), ...faultsBeside(raw)];
  if (!parsed.success || faults.length > 0) throw wrongInput(faults);
  return parsed.data;
};
