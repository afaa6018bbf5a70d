// The verb table: everything that a person can ask the workflow for. Begin's routing, the input forms and the messages
// about a wrong input come from it, and `npm run docs` prints docs/verbs.md from it.
import type * as z from 'zod/mini';
import { OPERATION_VERBS } from './operation-verbs.ts';
import { RECOVERY_VERBS } from './recovery-verbs.ts';

export const VERBS = [...RECOVERY_VERBS, ...OPERATION_VERBS] as const;

type Row = (typeof VERBS)[number];
type InputOf<R extends Row> = z.infer<R['form']>;

/** Value of `kind`. */
export type InputKind = Row['kind'];

/** Inputs that take the lease. */
export type RecoveryInput = InputOf<Extract<Row, { readonly runs: 'recovery' }>>;
/** What continue stands for is one of the others. */
export type StartInput = Exclude<RecoveryInput, { readonly kind: 'continue' }>;
/** Inputs that Operate runs. */
export type OperationInput = InputOf<Extract<Row, { readonly runs: 'operation' }>>;
/** The input that CheckReadiness runs. */
export type ReadinessInput = InputOf<Extract<Row, { readonly runs: 'readiness' }>>;
/** The input that SetPrimary runs. */
export type SetPrimaryInput = InputOf<Extract<Row, { readonly runs: 'set-primary' }>>;
export type WorkflowInput = InputOf<Row>;

export const INPUT_KINDS: readonly InputKind[] = VERBS.map(({ kind }) => kind);

/** @returns undefined where no verb has that name. */
export const verbOf = (kind: unknown): Row | undefined => VERBS.find((row) => row.kind === kind);

const runs = (input: WorkflowInput, runner: Row['runs']): boolean => verbOf(input.kind)?.runs === runner;

export const isRecoveryInput = (input: WorkflowInput): input is RecoveryInput => runs(input, 'recovery');
export const isReadinessInput = (input: WorkflowInput): input is ReadinessInput => runs(input, 'readiness');
export const isSetPrimaryInput = (input: WorkflowInput): input is SetPrimaryInput => runs(input, 'set-primary');
export const isOperationInput = (input: WorkflowInput): input is OperationInput => runs(input, 'operation');
