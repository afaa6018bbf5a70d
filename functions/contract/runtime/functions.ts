// All functions: their environment variables, memory and timeouts. Timeouts of the workflow's functions are in the
// phase table. lib and handlers both read this file, so a missing variable fails a test.

import type { Verb } from '../workflow/phase-names.ts';
import { PHASES } from '../workflow/phases.ts';
import type { Variable } from './environment.ts';

export interface FunctionSpec {
  readonly verb: FunctionName;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly variables: readonly Variable[];
}

/** The functions of the workflow, and those that run on schedules and events. */
export type FunctionName =
  | Verb
  | 'watch'
  | 'capture'
  | 'close-out'
  | 'reconcile'
  | 'inspect'
  | 'read-back'
  | 'read-power';

const store = ['RECORD_BUCKET'] as const;
const notifying = ['RECORD_BUCKET', 'TOPIC_ARN'] as const;
const reporting = ['RECORD_BUCKET', 'VAULT_BUCKET', 'TOPIC_ARN'] as const;
const settled = [...reporting, 'SETTINGS_PARAMETERS'] as const;

export const VARIABLES_OF = {
  begin: settled,
  confirm: notifying,
  'final-capture': ['RECORD_BUCKET', 'VAULT_BUCKET'],
  'power-on': store,
  prepare: reporting,
  'confirm-drill': store,
  'upload-backup': ['RECORD_BUCKET', 'VAULT_BUCKET'],
  'await-restore': store,
  'check-standby': notifying,
  'await-decision': notifying,
  reconfirm: store,
  'claim-traffic': store,
  'shut-down': notifying,
  fence: notifying,
  promote: store,
  'move-traffic': store,
  'await-traffic': store,
  verify: store,
  finish: reporting,
  'stand-down': reporting,
  operate: reporting,
  'set-primary': notifying,
  'check-readiness': ['RECORD_BUCKET', 'VAULT_BUCKET', 'SETTINGS_PARAMETERS'],
  halt: settled,
  'close-out': settled,
  reconcile: [...settled, 'STATE_MACHINE_ARN'],
  watch: ['RECORD_BUCKET', 'VAULT_BUCKET', 'SETTINGS_PARAMETERS'],
  capture: settled,
  inspect: ['RECORD_BUCKET', 'VAULT_BUCKET', 'TOPIC_ARN', 'SETTINGS_PARAMETERS'],
  'read-back': ['RECORD_BUCKET', 'VAULT_BUCKET', 'SETTINGS_PARAMETERS'],
  'read-power': ['RECORD_BUCKET', 'SETTINGS_PARAMETERS'],
} as const satisfies Record<FunctionName, readonly Variable[]>;

const MEMORY_MEGABYTES: Partial<Record<FunctionName, number>> = {
  capture: 1769,
  'final-capture': 1769,
  prepare: 1769,
  'read-back': 1769,
  watch: 512,
};
const TIMEOUT_SECONDS: Partial<Record<FunctionName, number>> = {
  watch: 150,
  capture: 870,
  'close-out': 60,
  reconcile: 50,
  inspect: 50,
  'read-back': 870,
  'read-power': 50,
};

/** All functions, in the order of the workflow, then those beside it. */
export const FUNCTIONS: readonly FunctionSpec[] = (Object.keys(VARIABLES_OF) as FunctionName[]).map((verb) => {
  const phase = PHASES.find((candidate) => candidate.verb === verb);
  return {
    verb,
    memoryMegabytes: MEMORY_MEGABYTES[verb] ?? 512,
    timeoutSeconds: phase?.functionTimeoutSeconds ?? TIMEOUT_SECONDS[verb] ?? 30,
    variables: VARIABLES_OF[verb],
  };
});
