// The runbook answers every alarm and every reason to halt, none besides, each in the same three parts, and every input it shows
// is taken.
import { readdirSync } from 'node:fs';
import { ALARMS, OWN_ALARMS } from '../../functions/contract/runtime/metrics.ts';
import { PING } from '../../functions/contract/runtime/ping.ts';
import { parseInput } from '../../functions/contract/workflow/parse-input.ts';
import { WorkflowInput } from '../../functions/contract/workflow/workflow-input.ts';
import { consoleInputs } from './console-inputs.ts';
import { failureNames, textOf, unknownComputedNames } from './error-names.ts';

const capturing = 'capture runs beside the workflow: the section BackupStale names it';
const asked = 'whoever asks a box turns it into a finding (StandbyUnfit, RestoreUnproven), or it ends a capture: see BackupStale';
const fencing = 'a way to fence that fails is evidence of FenceUnconfirmed, whose section names it';
const beside = 'thrown beside the workflow, by close-out, reconcile, inspect or read-back: told in their logs and tried again';
const inside = 'never leaves its folder: it becomes an observation, an evidence or a named failure there';

/** Failures that never are the reason of a halt, and why. */
const NEVER_A_REASON: Readonly<Record<string, string>> = {
  BackupEmpty: capturing,
  BackupIsErrorPage: capturing,
  BackupTimedOut: capturing,
  BackupTooBig: capturing,
  BackupTruncated: capturing,
  CaptureEmpty: capturing,
  ManifestExists: capturing,
  VaultUnfit: capturing,
  ApplianceBusy: asked,
  ApplianceDenied: asked,
  ApplianceGarbled: asked,
  ApplianceThrottled: asked,
  ApplianceUnreachable: asked,
  ApplianceUntrusted: asked,
  NoAnswer: asked,
  CredentialsRefused: asked,
  SecretUnreadable: asked,
  PowerRefused: fencing,
  PowerUnreachable: fencing,
  PowerActionRefused: fencing,
  PowerConflict: fencing,
  PowerNotFound: fencing,
  PowerPreconditionFailed: fencing,
  PowerRedirected: fencing,
  PowerTargetUnclear: fencing,
  PairsUnreadable: beside,
  InspectFailed: beside,
  ReadBackBroken: beside,
  ReconcileFailed: beside,
  ReadPowerFailed: beside,
  BatchRefused: inside,
  DnsMessageError: inside,
  ZoneBusy: inside,
};

/** Reasons that no code of ours throws, and the section for all the rest. */
const NOT_OURS = ['States.Timeout', 'Any other name'];

const runbook = textOf('docs/runbook.md');

/** Headline → text of the sections in one part of the runbook. */
const sectionsOf = (part: string): ReadonlyMap<string, string> => {
  const [, body = ''] = runbook.split(new RegExp(`^# ${part}$`, 'm'));
  const [own = ''] = body.split(/^# /m);
  const [, ...sections] = own.split(/^## /m);
  return new Map(sections.map((section) => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n'))]));
};

const alarms = sectionsOf('Alarms');
const reasons = sectionsOf('Halt reasons');

test('every alarm has its section, and every section there is an alarm', () => {
  expect([...alarms.keys()].toSorted()).toEqual([...ALARMS, ...OWN_ALARMS].toSorted());
});

test('every reason to halt has its section, and every section there is one', () => {
  const wanted = failureNames().filter((name) => NEVER_A_REASON[name] === undefined);
  expect([...reasons.keys()].toSorted()).toEqual([...wanted, ...NOT_OURS].toSorted());
});

test('what is left out as a reason exists, and the sections to which that leads name it', () => {
  const names = failureNames();
  expect(Object.keys(NEVER_A_REASON).filter((name) => !names.includes(name))).toEqual([]);
  const unnamed = (because: readonly string[], section = ''): readonly string[] =>
    Object.keys(NEVER_A_REASON).filter((name) => because.includes(NEVER_A_REASON[name] ?? '') && !section.includes(name));
  expect(unnamed([capturing, asked], alarms.get('BackupStale'))).toEqual([]);
  expect(unnamed([fencing], reasons.get('FenceUnconfirmed'))).toEqual([]);
});

test('no failure gets its name in a way that this test does not see', () => {
  expect(unknownComputedNames()).toEqual([]);
});

test.each([...alarms, ...reasons])('%s says what it means, what to check and what to do, in this order', (_name, text) => {
  expect(text.match(/^\*\*\w+:\*\*/gm)).toEqual(['**Means:**', '**Check:**', '**Do:**']);
});

const pages = ['README.md', ...readdirSync(new URL('../../docs', import.meta.url)).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);
const inputs = pages.flatMap((path) => consoleInputs(textOf(path)).map((input): [string, string] => [path, input]));

test('inputs are found, so that what follows proves something', () => {
  expect(inputs.length).toBeGreaterThan(10);
});

// A ping is answered before any step sees it.
test.each(inputs.filter(([, input]) => JSON.parse(input).kind !== PING))(
  'in %s the workflow takes the input %s',
  (_path, input) => {
    const parsed: unknown = JSON.parse(input);
    expect(() => parseInput(parsed)).not.toThrow();
    expect(WorkflowInput.safeParse(parsed).success).toBe(true);
  },
);
