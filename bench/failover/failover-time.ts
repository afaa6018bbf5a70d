// From the death of the primary to the first good answer under the public name, at unscaled time, leg by leg, each
// beside the floor that settings and lab give. Takes about four minutes.

import { METRICS } from '../../functions/contract/runtime/metrics.ts';
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { captureFrom, executionEnds, isInAlarm, otherOf, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { checkInvariants } from '../../lab/scenario/invariants/all-invariants.ts';
import { lastReport } from '../../lab/scenario/report-file.ts';
import { type ScenarioLab, startScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { prepare } from '../../lab/scenario/setup/prepare.ts';
import { instantsOf, stageTimesOf } from '../../lab/scenario/view/timeline.ts';
import { table } from '../table.ts';
import { type Floor, floorsOf } from './floors.ts';

const AIM_SECONDS = 5;
/** Addresses of its own, so that it can run beside another lab; LAB_BLOCK chooses others. */
const OWN_BLOCK = '240';
const NO_FLOOR: Floor = { settings: 0, emulated: 0, reason: '' };

/** The product's own word for when the outage began, which its countdown counts from. */
const downSinceOf = (output: string | undefined): number => {
  const state = JSON.parse(output ?? '{}') as { readonly confirm?: { readonly downSince?: string } };
  return Date.parse(state.confirm?.downSince ?? '');
};

const figures = (name: string, seconds: number, { settings, emulated, reason }: Floor): readonly string[] => [
  name,
  ...[seconds, settings, emulated, seconds - settings - emulated].map((value) => value.toFixed(1)),
  reason,
];

/** Three rounds: from then on watchers follow each other, and nothing of their first start is left in the figures. */
const ROUNDS_BEFORE = 3;

/**
 * The scenario as far as it is measured: a capture, rounds of watching, a death, users served again. @throws
 * ScenarioStuck
 */
const notify = async (lab: ScenarioLab, say: (line: string) => void) => {
  const primary = lab.pair.preferred;
  const standby = otherOf(lab, primary);
  const beganMs = lab.clock.nowMs();
  lab.begin();
  await servedBy(lab, primary, beganMs, 30);
  await captureFrom(lab, primary, beganMs, 240);
  say('a scheduled capture is complete');
  const { cloudwatch } = lab.cloud.cloud;
  const rounds = () => cloudwatch.samples({ metricName: METRICS.heartbeat }).length >= ROUNDS_BEFORE;
  await lab.until('rounds of watching', 180, rounds);
  say(`${primary} is watched, and dies`);
  const diedMs = lab.clock.nowMs();
  lab.sites.appliances[primary]?.die();
  const alarmedMs = await isInAlarm(lab, 'PrimaryDown', diedMs, 180);
  say('the alarm PrimaryDown stands');
  const execution = await executionEnds(lab, diedMs, 900);
  say(`the recovery ended: ${execution.status}${execution.error ? ` (${execution.error})` : ''}`);
  await servedBy(lab, standby.name, diedMs, 60);
  return { diedMs, alarmedMs, execution };
};

interface Row {
  readonly state: string;
  readonly attempts: number;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
}

/** Where the time went by our own journal, beside what the world saw. */
const printOwnReport = async (lab: ScenarioLab, diedMs: number): Promise<void> => {
  const report = await lastReport(lab.view());
  if (!report) return;
  const { timeline } = JSON.parse(report.text) as { readonly timeline: readonly Row[] };
  const rows = timeline.map(({ state, attempts, startedAt, elapsedSeconds }) => [
    state,
    ((Date.parse(startedAt) - diedMs) / 1000).toFixed(1),
    elapsedSeconds.toFixed(1),
    String(attempts),
    '',
  ]);
  console.log('\n  By our own report, seconds after the death:\n');
  console.log(table(['state', 'from', 'took', 'attempts', ''], rows));
};

/**
 * Plays the scenario and prints its stages. @returns whether the scenario came true and everything held; the aim is no
 * limit.
 */
export const benchFailoverTime = async (seed: number): Promise<boolean> => {
  console.log(`\nFailover time: the whole scenario at unscaled time, seed ${seed}; about four minutes\n`);
  process.env.LAB_BLOCK ??= OWN_BLOCK;
  await using prepared = await prepare();
  await using lab = await startScenarioLab({ scale: 1, seed, prepared });
  const notified = await notify(lab, (line) => console.log(`  ${new Date().toISOString().slice(11, 19)}  ${line}`));
  const view = lab.view();
  const [server] = lab.publicSide.nameServers.servers;
  const at = instantsOf(view, lab.pair.preferred, notified.diedMs, notified.alarmedMs, server?.name ?? '');
  const { watch, policy, traffic } = PairSettings.parse(lab.pair);
  const floors = floorsOf({
    at,
    roundSeconds: watch.roundSeconds,
    failuresToAlarm: watch.failuresToAlarm,
    actAfterSeconds: policy.actAfterSeconds,
    downSinceMs: downSinceOf(notified.execution.output),
    serverDelaySeconds: (server?.delayMs ?? 0) / 1000,
  });
  const stageTimes = stageTimesOf(at).map(({ name, seconds }) => ({ name, seconds, floor: floors[name] ?? NO_FLOOR }));
  const sum = (of: (stage: (typeof stageTimes)[number]) => number): number =>
    stageTimes.reduce((total, stage) => total + of(stage), 0);
  const settings = sum(({ floor }) => floor.settings);
  const emulated = sum(({ floor }) => floor.emulated);
  const overhead = sum(({ seconds }) => seconds) - settings - emulated;
  console.log('');
  console.log(
    table(
      ['leg', 'measured', 'floor: settings', 'floor: emulated', 'overhead', 'floor made of'],
      [
        ...stageTimes.map(({ name, seconds, floor }) => figures(name, seconds, floor)),
        figures(
          'in all',
          sum(({ seconds }) => seconds),
          { settings, emulated, reason: '' },
        ),
      ],
    ),
  );
  console.log(
    `\n  Our own overhead: ${overhead.toFixed(1)} s, ${overhead <= AIM_SECONDS ? 'within' : 'OVER'} the aim of ${AIM_SECONDS} s.`,
  );
  console.log(
    `  The client asks the name server anew each time; one behind a cache waits up to ${traffic.ttlSeconds} s more (TTL).`,
  );
  await printOwnReport(lab, notified.diedMs);
  const breaches = await checkInvariants(view);
  for (const { invariant, message } of breaches) console.log(`  BROKEN: invariant ${invariant}: ${message}`);
  return breaches.length === 0 && notified.execution.status === 'SUCCEEDED';
};
