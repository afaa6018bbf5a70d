// What the scenarios share: how one runs (its own lab, its seed, the invariants checked at its end), and how they read
// the world. They compare records and reports with the world, and never read them instead of it.
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { fromStored, RECORD_NAMES } from '../../functions/contract/stored/stored-names.ts';
import { checkInvariants } from '../../lab/scenario/invariants/all-invariants.ts';
import { sideEffectsOf } from '../../lab/scenario/invariants/history/side-effects.ts';
import { type ScenarioLab, type ScenarioOptions, startScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { type Backend, realBackend } from '../../lab/scenario/setup/backend.ts';
import type { SettingsVariant } from '../../lab/scenario/setup/lab-settings.ts';
import type { Prepared } from '../../lab/scenario/setup/prepare.ts';
import { keysUnder, textOf } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { byProduct, movesOf, zoneLogOf } from '../../lab/scenario/view/zone-log.ts';
import { preparedOnce } from './prepared.ts';

/** What one scenario has beside the settings. */
type Own = Partial<Pick<ScenarioOptions, 'chaos' | 'edit' | 'loginSeed' | 'scale'>>;

/** Declares one scenario: its name, and what runs in its own lab. */
export type Scenario = (message: string, play: (lab: ScenarioLab) => Promise<void>, options?: Own) => void;

/** A fixed seed for each scenario, so that a result repeats; SEED=n gives all of them other seeds. */
const seedOf = (message: string): number =>
  Number(process.env.SEED ?? createHash('sha256').update(message).digest().readUInt32BE() % 1_000_000);

/** LAB_BACKEND=simulated runs every scenario in one thread and virtual time. */
const backendOf = async (seed: number, scale: number | undefined): Promise<Backend> => {
  if (process.env.LAB_BACKEND !== 'simulated') return realBackend(scale);
  const { simulatedBackend } = await import('../../lab/simulated/simulated-backend.ts');
  return simulatedBackend(seed);
};

/** States of an execution whose function was called, in order, with repetitions. */
export const statesOf = (lab: ScenarioLab, { executionArn }: SeenExecution): readonly string[] =>
  lab.cloud
    .executions()
    .filter((one) => one.executionArn === executionArn)
    .flatMap(({ events }) => events.flatMap(({ type, state }) => (type === 'TaskScheduled' && state ? [state] : [])));

/** How executions ended and the last log lines of the functions, which show why a scenario failed. */
const lastWords = (lab: ScenarioLab): string => {
  const ends = lab.cloud
    .executions()
    .map((one) => `${one.input} ${one.status}: ${[...new Set(statesOf(lab, one))].join(', ')}`);
  const people = notified(lab).slice(-2);
  const lines = lab.cloud.logs().filter(({ line }) => line.includes('"ERROR"'));
  const denials = lab.cloud.denials.slice(-5).map((denial) => `denied: ${JSON.stringify(denial)}`);
  return [
    ...ends,
    ...people,
    ...lines.slice(-8).map(({ functionName, line }) => `${functionName}: ${line}`),
    ...denials,
  ].join('\n');
};

const runScenario = async (
  lab: ScenarioLab,
  seed: number,
  play: (lab: ScenarioLab) => Promise<void>,
): Promise<void> => {
  try {
    await play(lab);
    expect(await checkInvariants(lab.view())).toEqual([]);
  } catch (error) {
    const message = error instanceof Error ? error.message : inspect(error);
    throw new Error(`with SEED=${seed}: ${message}\n${lastWords(lab)}`, { cause: error });
  }
};

/** Call it once in a `describe`: it synthesizes the app once with these settings for all its scenarios. */
export const scenariosOf = (variant: SettingsVariant = {}): Scenario => {
  let prepared: Prepared | undefined;
  beforeAll(async () => {
    prepared = await preparedOnce(variant);
  });
  afterAll(() => prepared?.[Symbol.asyncDispose]());
  return (message, play, options = {}) =>
    test(message, async () => {
      if (prepared === undefined) throw new Error('the app was not synthesized');
      const seed = seedOf(message);
      const backend = await backendOf(seed, options.scale);
      await using lab = await startScenarioLab({ seed, prepared, backend, ...options });
      await runScenario(lab, seed, play);
    });
};

/** As a person at the console: starts the workflow, and waits until it has ended. @throws ScenarioStuck */
export const startAndEnd = async (
  lab: ScenarioLab,
  input: Parameters<ScenarioLab['cloud']['startExecution']>[0],
  deadlineSeconds = 600,
): Promise<SeenExecution> => {
  const { executionArn } = await lab.cloud.startExecution(input);
  return lab.until(`the execution with ${JSON.stringify(input)} to end`, deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.executionArn === executionArn && one.status !== 'RUNNING'),
  );
};

/** The product's notifications, subject and text, oldest first. */
export const notified = (lab: ScenarioLab): readonly string[] =>
  lab.cloud.cloud.sns.messages
    .filter(({ principal }) => principal !== 'world' && !principal.endsWith('.amazonaws.com'))
    .map(({ subject, message }) => `${subject ?? ''}\n${message}`);

/** Whether an alarm itself notified operators. */
export const notifiedByAlarm = (lab: ScenarioLab, alarm: string): boolean =>
  lab.cloud.cloud.sns.messages.some(
    ({ principal, subject, message }) =>
      principal.endsWith('.amazonaws.com') && `${subject} ${message}`.includes(alarm),
  );

/** Notifications of a failover that is under way. */
const PROGRESS =
  /^.*(: \w+ is down, failover to \w+ begins|: \w+ is ready to take over|: \w+ could not be powered off yet)\n/;

/** All notifications of that execution; others that begin and end at once beside it name it as well. */
const allNotifiedOf = (lab: ScenarioLab, { name, executionArn }: SeenExecution): readonly string[] => {
  const signed = [`-${name.slice(-8)}, epoch `, `Execution: ${executionArn}`];
  return notified(lab).filter((text) => signed.some((mark) => text.includes(mark)));
};

/** Its notifications while it was under way, by subject. */
export const progressOf = (lab: ScenarioLab, execution: SeenExecution): readonly string[] =>
  allNotifiedOf(lab, execution).flatMap((text) => (PROGRESS.test(text) ? [text.slice(0, text.indexOf('\n'))] : []));

/** Its final notification. */
export const notifiedOf = (lab: ScenarioLab, execution: SeenExecution): readonly string[] =>
  allNotifiedOf(lab, execution).filter((text) => !PROGRESS.test(text));

/** Everything the product did to appliances, power and names so far, as sentences. */
export const sideEffects = (lab: ScenarioLab): readonly string[] =>
  sideEffectsOf(lab.view()).map(({ message }) => message);

/** What could affect users: commands to power controllers, and changes of the zone, including claims. */
export const usersTouched = (lab: ScenarioLab): readonly string[] => [
  ...Object.entries(lab.view().power).flatMap(([name, { commands }]) =>
    commands.map(({ resetType }) => `${name} got ${resetType}`),
  ),
  ...byProduct(zoneLogOf(lab.view())).map(({ changes }) => JSON.stringify(changes)),
];

/** Where the product moved the service's names, in order. */
export const movedTo = (lab: ScenarioLab): readonly string[] =>
  byProduct(movesOf(lab.view())).map(({ target }) => target);

/** Hashes of what was restored to that appliance, in order. */
export const restoredTo = (lab: ScenarioLab, appliance: string): readonly (string | undefined)[] =>
  (lab.sites.appliances[appliance]?.events ?? []).filter(({ kind }) => kind === 'restored').map(({ detail }) => detail);

/** The part of the pair record that the scenarios read. */
export interface SeenRecord {
  readonly primary: string;
  readonly epoch: number;
  readonly lease?: { readonly owner: string };
  readonly hold?: {
    readonly reason: string;
    readonly phase: string;
    readonly resumeInput: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    readonly lapsesAt?: string;
  };
  readonly credentialsOf: Readonly<Record<string, string>>;
  readonly secretVersionOf?: Readonly<Record<string, string>>;
  readonly lastRecovery?: { readonly recoveryId: string; readonly outcome: string };
}

/** The record in its bucket, under the names of the code. */
export const recordOf = async (lab: ScenarioLab): Promise<SeenRecord> => {
  const view = lab.view();
  const [where] = keysUnder(view, `pairs/${lab.pair.name}.json`);
  if (!where) throw new Error('there is no record');
  return fromStored(RECORD_NAMES, JSON.parse(await textOf(view, where))) as SeenRecord;
};

/** The part of a report that the scenarios compare with the world. */
export interface NotifiedReport {
  readonly outcome: string;
  readonly usersMoved: boolean;
  readonly from: string;
  readonly to: string;
  readonly timeline: readonly { readonly state: string; readonly outcome: string }[];
  readonly recoveryPoint?: { readonly backupId: string; readonly sha256: string };
  readonly passedOver: readonly { readonly backupId: string; readonly reason: string }[];
  readonly fence?: { readonly outcome: string; readonly confirmedBy?: string };
  readonly failure?: { readonly name: string; readonly hint?: string };
}

/** The stored report of that execution's recovery. */
export const reportOf = async (lab: ScenarioLab, { name }: SeenExecution): Promise<NotifiedReport> => {
  const view = lab.view();
  const mark = `-${name.slice(-8)}/report.json`;
  const [where] = keysUnder(view, `reports/${lab.pair.name}/`).filter(({ key }) => key.endsWith(mark));
  if (!where) throw new Error(`no report of execution ${name}`);
  return JSON.parse(await textOf(view, where)) as NotifiedReport;
};
