// The verb table agrees with its own forms, with what Begin does, and with the kinds of recoveries.
import { inputFields } from '../../functions/contract/workflow/verbs/input-fields.ts';
import { parseInput } from '../../functions/contract/workflow/verbs/parse-input.ts';
import type { VerbRow } from '../../functions/contract/workflow/verbs/verb-row.ts';
import {
  isOperationInput,
  isReadinessInput,
  isRecoveryInput,
  isSetPrimaryInput,
  VERBS,
  verbOf,
} from '../../functions/contract/workflow/verbs/verbs.ts';
import type { RecoveryKind } from '../../functions/domain/model/recovery.ts';
import { OPERATIONS } from '../../lab/scenario/invariants/history/side-effects.ts';

const rows: readonly VerbRow[] = VERBS;

test('no two verbs share a kind', () => {
  expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length);
});

describe.each(rows.map((row): [string, VerbRow] => [row.kind, row]))('the verb %s', (kind, row) => {
  test('has a form for its own kind, which takes its example', () => {
    expect(parseInput(row.example).kind).toBe(kind);
    const other = { ...row.example, kind: 'other' };
    expect(row.form.safeParse(other).success).toBe(false);
  });

  test('needs each key that its form requires', () => {
    const required = inputFields(row).filter(({ isRequired }) => isRequired);
    for (const { name } of required) {
      const { [name]: _left, ...rest } = row.example;
      expect(() => parseInput(rest)).toThrow(new RegExp(`${name} (is missing|must be)`));
    }
  });

  test('refuses a key that its form does not have', () => {
    expect(() => parseInput({ ...row.example, speed: 'fast' })).toThrow('unknown keys: speed');
  });

  test('is run by exactly one of recovery, operation, readiness, set-primary and ping', () => {
    const input = parseInput(row.example);
    const runners = [
      isRecoveryInput(input),
      isOperationInput(input),
      isReadinessInput(input),
      isSetPrimaryInput(input),
      row.runs === 'ping',
    ];
    expect(runners.filter(Boolean)).toHaveLength(1);
  });

  test('says whole sentences, and clauses for what refuses it', () => {
    for (const text of [row.changes, row.requires]) expect(text).toMatch(/^\S.*\.$/);
    for (const clause of row.refusedWhen) expect(clause).toMatch(/^[a-z].*[^.]$/);
  });
});

test('every recovery takes the lease', () => {
  expect(rows.filter(({ runs, takesLease }) => runs === 'recovery' && !takesLease)).toEqual([]);
});

test('what reads takes no lease', () => {
  expect(rows.filter(({ danger, takesLease }) => danger === 'none' && takesLease)).toEqual([]);
});

test('the recoveries are the kinds of a recovery', () => {
  const kinds = { failover: true, drill: true, fence: true, switchover: true, reprotect: true } satisfies Record<
    RecoveryKind,
    true
  >;
  const recoveries = rows.filter(({ runs }) => runs === 'recovery').map(({ kind }) => kind);
  // A failback is a switchover by another name, and continue goes on with any of them.
  expect(recoveries.filter((kind) => kind !== 'failback' && kind !== 'continue')).toEqual(Object.keys(kinds));
});

test('a name from elsewhere is no verb', () => {
  expect([verbOf('toString'), verbOf(undefined), verbOf('failoverr')]).toEqual([undefined, undefined, undefined]);
});

test('the lab knows every verb that starts no recovery', () => {
  const others = rows.filter(({ runs }) => runs !== 'recovery').map(({ kind }) => kind);
  expect(OPERATIONS.toSorted()).toEqual(others.toSorted());
});
