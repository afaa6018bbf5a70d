// The options of a verb of the workflow, drawn from its input form: what the console takes, the command line takes too.
import { type InputField, inputFields } from '../../functions/contract/workflow/verbs/input-fields.ts';
import type { VerbRow } from '../../functions/contract/workflow/verbs/verb-row.ts';
import type { Input } from './send.ts';

/** `dryRun` → `dry-run` */
export const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The pair is a global option; nobody but our own rule and functions sets the trigger. */
const NOT_OFFERED = ['pair', 'trigger', 'outageSince'];

/** Fields that a person fills in. */
export const verbFields = (row: Pick<VerbRow, 'form'>): readonly InputField[] =>
  inputFields(row).filter(({ name }) => !NOT_OFFERED.includes(name));

/** `{by, how}`: a statement of somebody. The option takes what is stated; who states it is an option of its own. */
const statedIn = ({ takes }: InputField): string | undefined => {
  const keys = /^\{(.*)\}$/.exec(takes)?.[1]?.split(', ') ?? [];
  const [stated, ...others] = keys.filter((key) => key !== 'by');
  return keys.includes('by') && others.length === 0 ? stated : undefined;
};

const WORDS: Readonly<Record<string, string>> = {
  dryRun: 'try everything that changes nothing, and stop there',
  by: 'who asks for it; default: your user name',
  reason: 'why, for whoever reads it at night',
  fenceConfirmed: 'how you know that the old primary is off and stays off',
  quarantine: 'lift the quarantine of this appliance: its data is saved or not needed',
  powerTarget: 'the power controllers of this appliance control another machine on purpose',
  until: 'such as 2026-11-22T20:15:00Z',
  hours: 'such as 4',
  backup: 'id of the backup',
  recovery: 'id of the recovery, as the message and the status show it',
  restorePoint: 'restore this backup (its id), or the newest good one from before a time; with --reason',
  from: 'backups captured from this time on, such as 2026-11-22T20:15:00Z',
  to: 'backups captured up to this time',
  endSessions: 'end the open sessions with the move, instead of waiting for them',
  salvaged: 'what was saved of the quarantined appliance, and where; without it Twinbox does not touch it',
};

/** A planned move has a `to` as well. */
const TO_APPLIANCE = 'the appliance that takes over';

/** One option of a command. */
export interface VerbOption {
  /** As commander reads it: `--reason <text>`. */
  readonly flags: string;
  readonly description: string;
  readonly isRequired: boolean;
}

/** Objects that a person types as one text. */
const READERS: Readonly<Record<string, readonly [placeholder: string, read: (text: string) => unknown]>> = {
  restorePoint: ['backup or time', (text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? { before: text } : { id: text })],
};

const readerOf = ({ name }: InputField) => (Object.hasOwn(READERS, name) ? READERS[name] : undefined);

const placeholder = (field: InputField): string => {
  const reader = readerOf(field);
  if (reader) return reader[0];
  const stated = statedIn(field);
  if (stated !== undefined) return stated;
  return { 'a number': 'number', 'a time': 'time' }[field.takes] ?? 'text';
};

const optionOf = (field: InputField): VerbOption => {
  const { name, takes, isRequired } = field;
  const flag = `--${kebab(name)}`;
  return {
    flags: takes === 'true or false' ? flag : `${flag} <${placeholder(field)}>`,
    description: name === 'to' && takes === 'text' ? TO_APPLIANCE : (WORDS[name] ?? takes),
    // Whoever calls has a name.
    isRequired: isRequired && name !== 'by',
  };
};

/** In the order of the form; `--by` where somebody states something. */
export const verbOptions = (row: Pick<VerbRow, 'form'>): readonly VerbOption[] => {
  const fields = verbFields(row);
  const needsName = fields.every(({ name }) => name !== 'by') && fields.some((field) => statedIn(field) !== undefined);
  const by: VerbOption = { flags: '--by <text>', description: WORDS.by ?? 'by', isRequired: false };
  return [...fields.map(optionOf), ...(needsName ? [by] : [])];
};

/** The input of the workflow, from what commander has read. */
export const inputOf = (
  row: Pick<VerbRow, 'form' | 'kind'>,
  given: Readonly<Record<string, unknown>>,
  user: string,
): Input => {
  const by = given.by ?? user;
  const entries = verbFields(row).flatMap((field): readonly (readonly [string, unknown])[] => {
    const { name, takes, isRequired } = field;
    // A reason is signed; otherwise a name that nobody asked for would be a fault.
    if (name === 'by') return isRequired || given.reason !== undefined ? [[name, by]] : [];
    const value = given[name];
    if (value === undefined) return [];
    const stated = statedIn(field);
    if (stated !== undefined) return [[name, { by, [stated]: value }]];
    const reader = readerOf(field);
    if (reader) return [[name, reader[1](String(value))]];
    return [[name, takes === 'a number' ? Number(value) : value]];
  });
  return { kind: row.kind, ...Object.fromEntries(entries) };
};
