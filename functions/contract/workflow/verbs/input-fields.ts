// The keys of a verb's input, read from its form, for the page of verbs and for help. No function imports this.
import * as z from 'zod/mini';
import type { VerbRow } from './verb-row.ts';

export interface InputField {
  readonly name: string;
  readonly isRequired: boolean;
  /** What it takes, in words. @example 'text', 'true or false', '"alarm" or "person"' */
  readonly takes: string;
}

/** The part of a JSON schema that is read here. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', number: 'a number', boolean: 'true or false' };

const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(' or ');

const wordsOf = (schema: Schema): string => {
  if (schema.const !== undefined) return quoted([schema.const]);
  if (schema.enum) return quoted(schema.enum);
  if (schema.anyOf) return schema.anyOf.map(wordsOf).join(' or ');
  if (schema.properties) return `{${Object.keys(schema.properties).join(', ')}}`;
  if (schema.format === 'date-time') return 'a time';
  return WORDS[schema.type ?? ''] ?? 'a value';
};

/** In the order of the form, without `kind`. */
export const inputFields = ({ form }: Pick<VerbRow, 'form'>): readonly InputField[] => {
  const { properties = {}, required = [] } = z.toJSONSchema(form, { io: 'input' }) as Schema;
  return Object.entries(properties)
    .filter(([name]) => name !== 'kind')
    .map(([name, schema]) => ({ name, isRequired: required.includes(name), takes: wordsOf(schema) }));
};
