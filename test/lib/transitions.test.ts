// Where each outcome of each state leads, written down by hand and held against the phase table and against the
// synthesized state machine: the pages of the documents are printed from the same table and would follow a mistake.
import { beforeAll, expect, test } from '@jest/globals';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { inWords } from './statements.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

const TRANSITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Begin: {
    ...{
      recover: 'Confirm',
      fence: 'Fence',
      operate: 'Operate',
      readiness: 'CheckReadiness',
      'set-primary': 'SetPrimary',
      ended: 'Done',
    },
    again: 'Begin again',
  },
  Confirm: {
    ...{ down: 'Prepare', healthy: 'Prepare', planned: 'FinalCapture', 'stood-down': 'StandDown' },
    again: 'Confirm again',
  },
  FinalCapture: { captured: 'PowerOn', again: 'FinalCapture again' },
  PowerOn: { awake: 'Prepare', returned: 'StandDown', again: 'PowerOn again' },
  Prepare: {
    ...{ ready: 'UploadBackup', rehearse: 'ConfirmDrill', 'dry-run': 'Finish', 'stood-down': 'StandDown' },
    again: 'Prepare again',
  },
  ConfirmDrill: { healthy: 'UploadBackup', again: 'ConfirmDrill again' },
  UploadBackup: { uploaded: 'AwaitRestore', carried: 'CheckStandby', refused: 'Prepare' },
  AwaitRestore: { restored: 'CheckStandby', again: 'AwaitRestore again' },
  CheckStandby: { fit: 'AwaitDecision', rehearsed: 'Finish', again: 'CheckStandby again' },
  AwaitDecision: { act: 'Reconfirm', 'stood-down': 'StandDown', again: 'AwaitDecision again' },
  Reconfirm: { down: 'ClaimTraffic', healthy: 'ClaimTraffic', 'stood-down': 'StandDown', again: 'Reconfirm again' },
  ClaimTraffic: { claimed: 'Fence', planned: 'ShutDown', again: 'ClaimTraffic again' },
  // A healthy appliance that does not shut down keeps its power.
  ShutDown: { 'shut-down': 'Fence', 'stood-down': 'StandDown', again: 'ShutDown again' },
  // Unconfirmed goes on only where the policy says so, and then users must be moved: never to Finish.
  Fence: { fenced: 'Promote', unconfirmed: 'Promote', kept: 'Finish', 'stood-down': 'StandDown', again: 'Fence again' },
  Promote: { promoted: 'MoveTraffic', unfit: 'PowerOn', again: 'Promote again' },
  MoveTraffic: { moved: 'AwaitTraffic', again: 'MoveTraffic again' },
  AwaitTraffic: { settled: 'Verify', again: 'AwaitTraffic again' },
  Verify: { verified: 'Finish', again: 'Verify again' },
  Finish: { finished: 'Done' },
  StandDown: { finished: 'Done' },
  Operate: { finished: 'Done' },
  CheckReadiness: { finished: 'Done' },
  SetPrimary: { finished: 'Done' },
  Halt: { halted: 'Failed' },
};

interface Rule {
  readonly Variable?: string;
  readonly StringEquals?: string;
  readonly And?: readonly Rule[];
  readonly Next?: string;
}

let states: Readonly<
  Record<string, { readonly Next?: string; readonly Choices?: readonly Rule[]; readonly Default?: string }>
>;
beforeAll(async () => {
  const { template } = await synthesized('test/lib/settings/two-of-each.yaml');
  const [[, machine] = []] = resourcesOf(template, 'AWS::StepFunctions::StateMachine');
  states = JSON.parse(inWords(machine?.Properties.DefinitionString)).States;
});

/** Outcomes of the rules that say nothing but an outcome, or that and a bound of attempts. */
const outcomeOf = ({ StringEquals, And = [] }: Rule): string | undefined =>
  StringEquals ?? And.find(outcomeOf)?.StringEquals;

test('the table knows these states and no others', () => {
  expect(PHASES.map(({ state }) => state)).toEqual(Object.keys(TRANSITIONS));
});

test.each(Object.entries(TRANSITIONS))('%s: the phase table leads there and nowhere else', (name, expected) => {
  const phase = PHASES.find(({ state }) => state === name);
  const { again, ...next } = expected;
  expect(phase?.next).toEqual(next);
  expect(phase !== undefined && 'loop' in phase).toBe(again !== undefined);
});

test.each(Object.entries(TRANSITIONS).filter(([name]) => name !== 'Halt'))(
  '%s: so does the state machine, and what it does not know goes to Halt',
  (name, expected) => {
    const { Choices = [], Default } = states[states[name]?.Next ?? ''] ?? {};
    const found = Choices.flatMap((rule) => {
      const outcome = outcomeOf(rule);
      return outcome === undefined || outcome === 'pinged' ? [] : [[outcome, rule.Next] as const];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(found).toHaveLength(Object.keys(expected).length);
    expect(states[Default ?? '']?.Next).toBe('Halt');
    if (expected.again !== undefined) expect(states[expected.again]?.Next).toBe(name);
  },
);
