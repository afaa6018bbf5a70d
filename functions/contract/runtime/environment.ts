// The environment of the functions: all variables, and one parser that reports all faults at once.
import * as z from 'zod/mini';
import { failure } from '../../domain/failure/failure.ts';
import { parseJson } from '../json/parse-json.ts';

/** Name → what it holds. lib sets them by its grants, handlers read them here. */
export const VARIABLES = {
  RECORD_BUCKET: 'bucket of the pair records and journals',
  VAULT_BUCKET: 'bucket of backups, manifests and reports',
  TOPIC_ARN: 'topic for notifications',
  SETTINGS_PARAMETERS: 'JSON object: pair name to SSM parameter name',
  STATE_MACHINE_ARN: 'the recovery workflow',
} as const;

export type Variable = keyof typeof VARIABLES;

/**
 * Reads the named variables.
 * @throws EnvironmentError naming every variable that is missing or empty.
 * @example parseEnvironment({ RECORD_BUCKET: 'records' }, ['RECORD_BUCKET']) // { RECORD_BUCKET: 'records' }
 */
export const parseEnvironment = <K extends Variable>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly K[],
): Readonly<Record<K, string>> => {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) {
    const lacking = missing.map((name) => `${name} (${VARIABLES[name]})`).join(', ');
    throw failure('EnvironmentError', `environment lacks ${lacking}`);
  }
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])) as Record<K, string>;
};

/**
 * Reads SETTINGS_PARAMETERS.
 * @returns pair name → SSM parameter name.
 * @throws EnvironmentError
 * @example parametersByPair('{"support": "/twinbox/pairs/support"}') // { support: '/twinbox/pairs/support' }
 */
export const parametersByPair = (text: string): Readonly<Record<string, string>> => {
  const { value, faults } = parseJson(z.record(z.string(), z.string()), text);
  if (value) return value;
  throw failure('EnvironmentError', `SETTINGS_PARAMETERS does not hold names of parameters: ${faults}`);
};
