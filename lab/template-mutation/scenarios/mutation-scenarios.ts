// The short scenarios that kill mutations. Each is as short as possible. The deadlines are tight on purpose: many
// mutations delay things before they make them fail.
import { beginGoodDay, captureFrom, isInAlarm, servedBy } from '../../scenario/failover-scenario.ts';
import { outgrown, suspect } from './capture-scenarios.ts';
import { unfit } from './inspect-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import {
  allQuiet,
  demand,
  demandPath,
  ends,
  entered,
  heard,
  heardAlarm,
  recordOf,
  reportOf,
  standing,
  startedAfter,
  succeeds,
} from './mutation-steps.ts';
import { night } from './night-scenario.ts';
import { drill, planned } from './planned-scenarios.ts';
import { silent, stale } from './silence-scenarios.ts';
import { stopped } from './stopped-scenario.ts';

const TO_DECISION = ['Begin', 'Confirm', 'Prepare', 'UploadBackup', 'AwaitRestore', 'CheckStandby', 'AwaitDecision'];
const MAIN_PATH = [
  ...TO_DECISION,
  ...['Reconfirm', 'ClaimTraffic', 'Fence', 'Promote', 'MoveTraffic', 'AwaitTraffic', 'Verify', 'Finish'],
];

/** Alarms evaluate minutes. After this time each has enough of them to be OK for a reason. */
const SETTLED_MS = 260_000;

const main: MutationScenario = {
  name: 'main',
  message:
    'the primary dies and the alarm starts the recovery that moves its users; then all alarms are OK, and the old primary is fenced again when it is powered on',
  async play(lab) {
    const beganMs = lab.clock.nowMs();
    const { primary, standby } = await beginGoodDay(lab);
    const { configuration } = primary;
    const urgent = standing(lab).filter((name) => /PrimaryDown|PrimaryUnsteady|ServiceDown|RecoveryHalted/.test(name));
    demand(urgent.length === 0, `${urgent.join(', ')} is in ALARM although nothing is wrong`);
    const diedMs = lab.clock.nowMs();
    primary.die();
    const alarmedMs = await isInAlarm(lab, 'PrimaryDown', diedMs, 120);
    await heardAlarm(lab, 'PrimaryUnsteady', diedMs, 20);
    const first = () => startedAfter(lab, alarmedMs - 1_000)[0];
    const started = await lab.until('a recovery started by the alarm', 20, first);
    const ended = await ends(lab, started, 400);
    demand(
      ended.status === 'SUCCEEDED',
      `the recovery ended ${ended.status}: ${ended.error ?? ''} ${ended.cause ?? ''}`,
    );
    demandPath(ended, MAIN_PATH);
    const good = await servedBy(lab, standby.name, diedMs, 30);
    demand(
      good.configuration === configuration,
      `wrong configuration: expected "${configuration}", found "${good.configuration}"`,
    );
    const report = await reportOf(lab, ended);
    const notified = report.timeline.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);
    demand(notified.join() === MAIN_PATH.join(), `the report contains the path ${notified.join(' → ')}`);
    await heard(lab, `moved from ${primary.name} to ${standby.name}`, diedMs, 20);
    await captureFrom(lab, standby.name, lab.clock.nowMs(), 150);
    await lab.until('the alarms to have evaluated enough minutes', 300, () => lab.clock.nowMs() - beganMs > SETTLED_MS);
    // The conditions of PrimaryUnsteady and ServiceDown remember five minutes.
    await allQuiet(lab, 400);
    const backMs = lab.clock.nowMs();
    primary.powerOn();
    await isInAlarm(lab, 'SplitBrain', backMs, 120);
    await heardAlarm(lab, 'SplitBrain', backMs, 20);
    await heard(lab, `${primary.name} answers although it is quarantined`, backMs, 100);
    const fence = await lab.until('a fence to be started', 20, () => startedAfter(lab, backMs)[0]);
    demandPath(await ends(lab, fence, 60), ['Begin', 'Fence', 'Finish']);
    demand(!primary.answering, `${primary.name} still answers`);
  },
};

const halt: MutationScenario = {
  name: 'halt',
  message:
    'both appliances die: the recovery halts with a hold, a report and a notification, and the alarms say that the service is down and an operator is needed',
  async play(lab) {
    const { primary, standby } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    standby.die();
    const ended = await ends(lab, await lab.cloud.startExecution({ pair: lab.pair.name }), 200);
    const haltedMs = lab.clock.nowMs();
    demand(ended.status === 'FAILED', `it ended ${ended.status}`);
    demandPath(ended, ['Begin', 'Confirm', 'Prepare', 'Halt']);
    demand(
      ended.error === (await recordOf(lab))?.hold?.reason,
      `it ended as ${ended.error}, which is not the reason of the hold`,
    );
    demand((await reportOf(lab, ended)).outcome === 'halted', 'the report does not say halted');
    await heard(lab, ended.name.slice(-8), diedMs, 20);
    await isInAlarm(lab, 'ServiceDown', diedMs, Math.max(10, 160 - (lab.clock.nowMs() - diedMs) / 1000));
    await heardAlarm(lab, 'ServiceDown', diedMs, 20);
    await isInAlarm(lab, 'RecoveryHalted', diedMs, Math.max(10, 180 - (lab.clock.nowMs() - haltedMs) / 1000));
    await heardAlarm(lab, 'RecoveryHalted', diedMs, 20);
    const second = await lab.until('the request by the alarm to end', 60, () =>
      startedAfter(lab, diedMs).find(
        ({ executionArn, status }) => executionArn !== ended.executionArn && status !== 'RUNNING',
      ),
    );
    demandPath(second, ['Begin']);
  },
};

/** States that a failover which goes well does not pass, each behind the one before it in the table. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  Confirm: ['FinalCapture', 'PowerOn'],
  Prepare: ['ConfirmDrill'],
  ClaimTraffic: ['ShutDown'],
  Finish: ['StandDown', 'Operate', 'CheckReadiness', 'SetPrimary', 'Halt'],
};
const EVERY_STATE = MAIN_PATH.flatMap((state) => [state, ...(BESIDE[state] ?? [])]);

const operate: MutationScenario = {
  name: 'operate',
  message: 'the weekly ping, then status, pause, resume, and {} while nothing is wrong',
  async play(lab) {
    const { name: pair } = lab.pair;
    const operated = ['Begin', 'Operate'];
    const beganMs = lab.clock.nowMs();
    await lab.cloud.scheduler.fire('Twinbox-support-ping');
    const ping = await lab.until('the ping to start', 20, () => startedAfter(lab, beganMs)[0]);
    const pinged = await ends(lab, ping, 60);
    demand(
      pinged.status === 'SUCCEEDED',
      `the ping ended ${pinged.status}: ${pinged.error ?? ''} ${pinged.cause ?? ''}`,
    );
    demandPath(pinged, EVERY_STATE);
    await succeeds(lab, { kind: 'status' }, operated);
    const until = new Date(lab.clock.nowMs() + 3_600_000).toISOString();
    await succeeds(lab, { pair, kind: 'pause', reason: 'upgrade of both appliances', until }, operated);
    await heard(lab, 'is paused until', beganMs, 20);
    await succeeds(lab, { pair, kind: 'resume' }, operated);
    await heard(lab, 'is no longer paused', beganMs, 20);
    const stoodDown = await succeeds(lab, {}, ['Begin', 'Confirm', 'StandDown']);
    demand((await reportOf(lab, stoodDown)).outcome === 'stood-down', 'the report does not say stood-down');
    await heard(lab, stoodDown.name.slice(-8), beganMs, 20);
    const wrong = await ends(lab, await lab.cloud.startExecution({ kind: 'no such thing' }), 60);
    demand(
      wrong.status === 'FAILED' && wrong.error === 'WrongInput',
      `wrong input ended ${wrong.status} ${wrong.error ?? ''}`,
    );
    demand(wrong.cause?.includes('kind must be') === true, `the cause of the execution is ${wrong.cause ?? 'missing'}`);
  },
};

const returns: MutationScenario = {
  name: 'returns',
  message:
    'the primary comes back before the decision, and again before the reconfirmation; a dry run goes as far as it may',
  async play(lab) {
    const { primary } = await beginGoodDay(lab);
    // No alarm may fire here: a recovery that the watcher starts would block the one that the operator starts.
    lab.cloud.scheduler.stop();
    using _blind = lab.cloud.cloud.faults.add({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'down' });
    primary.die();
    const first = await lab.cloud.startExecution({});
    await entered(lab, first, 'AwaitDecision', 200);
    primary.revive();
    demandPath(await ends(lab, first, 60), [...TO_DECISION, 'StandDown']);
    primary.die();
    await succeeds(lab, { dryRun: true }, ['Begin', 'Confirm', 'Prepare', 'Finish']);
    const second = await lab.cloud.startExecution({});
    await entered(lab, second, 'Reconfirm', 200);
    primary.revive();
    const carried = TO_DECISION.filter((state) => state !== 'AwaitRestore');
    demandPath(await ends(lab, second, 60), [...carried, 'Reconfirm', 'StandDown']);
    await heard(lab, second.name.slice(-8), second.startMs, 20);
  },
};

/** Shortest first: the shortest scenario that touches an element runs first. */
export const MUTATION_SCENARIOS: readonly MutationScenario[] = [
  ...[operate, drill, planned, returns, halt, main, stopped, silent, stale, unfit, night, suspect, outgrown],
];
