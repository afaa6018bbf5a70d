// The main scenario: a capture, the death of the primary, an automatic recovery, users served by the other appliance
// with the captured configuration, and the next capture from the new primary. Every wait has a deadline in lab time.

import type { SimulatedAppliance } from '../appliance/appliance.ts';
import type { Observation } from '../world/outside-client.ts';
import type { ScenarioLab } from './scenario-lab.ts';
import type { SeenExecution } from './view/world-view.ts';

export interface FailoverRun {
  /** Lab ms since 1970. */
  readonly diedMs: number;
  readonly alarmedMs: number;
  readonly execution: SeenExecution;
  readonly firstGood: Observation;
  /** The configuration that the old primary had and that the capture must carry to the other appliance. */
  readonly configuration: string;
}

type Say = (line: string) => void;

/** @throws when the pair has no appliance of that name */
export const applianceOf = (lab: ScenarioLab, name: string): SimulatedAppliance => {
  const appliance = lab.sites.appliances[name];
  if (!appliance) throw new Error(`no appliance ${name}`);
  return appliance;
};

/** The standby at the start of the scenario: the appliance that is not preferred. */
export const otherOf = (lab: ScenarioLab, name: string): SimulatedAppliance => {
  const other = Object.values(lab.sites.appliances).find((appliance) => appliance.name !== name);
  if (!other) throw new Error('a pair has two appliances');
  return other;
};

/** Waits for a completed capture from that appliance, begun after that instant. */
export const captureFrom = (
  lab: ScenarioLab,
  name: string,
  afterMs: number,
  deadlineSeconds: number,
): Promise<string> => {
  const { s3 } = lab.cloud.cloud;
  const seen = new Set<string>();
  return lab.until(`a completed capture from ${name}`, deadlineSeconds, async () => {
    for (const bucket of s3.buckets.keys()) {
      for (const key of s3.keys(bucket, `backups/${lab.pair.name}/`)) {
        if (!key.endsWith('.json') || seen.has(key)) continue;
        const manifest = JSON.parse((await s3.read(bucket, key)).toString('utf8')) as {
          appliance: string;
          capturedAt: string;
        };
        if (manifest.appliance === name && Date.parse(manifest.capturedAt) >= afterMs) return key;
        seen.add(key);
      }
    }
    return undefined;
  });
};

/** Waits until that appliance serves the external client, in a probe begun after that instant. */
export const servedBy = (
  lab: ScenarioLab,
  name: string,
  afterMs: number,
  deadlineSeconds: number,
): Promise<Observation> =>
  lab.until(`the external client to be served by ${name}`, deadlineSeconds, () =>
    lab.watch.firstGoodAfter(afterMs, (probe) => probe.appliance === name),
  );

/** Waits until an alarm whose name ends like that is in ALARM. */
export const isInAlarm = (lab: ScenarioLab, alarm: string, afterMs: number, deadlineSeconds: number): Promise<number> =>
  lab.until(
    `the alarm ${alarm}`,
    deadlineSeconds,
    () =>
      lab.view().alarms.find(({ name, to, atMs }) => name.endsWith(alarm) && to === 'ALARM' && atMs >= afterMs)?.atMs,
  );

/** Names of the alarms that are in ALARM now; the parts of a composite alarm do not count. */
export const alarmsStanding = (lab: ScenarioLab): readonly string[] => {
  const { alarms, composites } = lab.cloud.cloud.cloudwatch;
  return [...alarms.values(), ...composites.all.values()]
    .filter(
      ({ standing: { value }, definition: { name } }) => value === 'ALARM' && composites.parentsOf(name).length === 0,
    )
    .map(({ definition }) => definition.name);
};

/** Waits until an alarm has received its first values, so that missing data counts from now on. */
export const alarmArmed = (lab: ScenarioLab, alarm: string, deadlineSeconds: number): Promise<unknown> =>
  lab.until(`the alarm ${alarm} to be armed`, deadlineSeconds, () =>
    lab.view().alarms.some(({ name, to }) => name.endsWith(`${alarm}-Armed`) && to === 'ALARM'),
  );

/** Events can arrive more than once. A request while a recovery is running ends at once and is not a recovery. */
const wasTurnedAway = ({ output }: SeenExecution): boolean => output?.includes('"outcome":"ended"') === true;

/** Waits until a recovery begun after that instant has ended. */
export const executionEnds = (lab: ScenarioLab, afterMs: number, deadlineSeconds: number): Promise<SeenExecution> =>
  lab.until('a recovery to end', deadlineSeconds, () =>
    lab.cloud.executions().find((one) => one.startMs >= afterMs && one.status !== 'RUNNING' && !wasTurnedAway(one)),
  );

export interface GoodDay {
  readonly primary: SimulatedAppliance;
  readonly standby: SimulatedAppliance;
  /** Key of the manifest of the first capture. */
  readonly capture: string;
}

/**
 * Starts the world's time and waits until users are served and one scheduled capture is complete. @throws ScenarioStuck
 */
export const beginGoodDay = async (lab: ScenarioLab, say: Say = () => undefined): Promise<GoodDay> => {
  const primary = applianceOf(lab, lab.pair.preferred);
  const standby = otherOf(lab, primary.name);
  const [service = ''] = lab.pair.service.names;
  primary.configuration = `configuration of ${primary.name}, changed since the installation`;
  const beganMs = lab.clock.nowMs();
  lab.begin();
  await servedBy(lab, primary.name, beganMs, 120);
  say(
    `${primary.name} serves ${service} with "${primary.configuration}"; ${standby.name} is the standby with "${standby.configuration}"`,
  );
  const capture = await captureFrom(lab, primary.name, beganMs, 600);
  say(`Twinbox captured a scheduled backup of ${primary.name}: ${capture}`);
  return { primary, standby, capture };
};

/** Runs the scenario from the start of the world's time to the next capture. @throws ScenarioStuck */
export const runFailover = async (lab: ScenarioLab, say: Say): Promise<FailoverRun> => {
  const { primary, standby } = await beginGoodDay(lab, say);
  const { configuration } = primary;
  const [service = ''] = lab.pair.service.names;
  const diedMs = lab.clock.nowMs();
  primary.die();
  say(`${primary.name} dies (simulated outage)`);
  const alarmedMs = await isInAlarm(lab, 'PrimaryDown', diedMs, 600);
  say('the alarm PrimaryDown is in ALARM');
  const execution = await executionEnds(lab, diedMs, 900);
  say(`the automatic recovery ended: ${execution.status}${execution.error ? ` (${execution.error})` : ''}`);
  const firstGood = await servedBy(lab, standby.name, diedMs, 120);
  say(`${standby.name} serves ${service} with "${firstGood.configuration ?? ''}"`);
  const next = await captureFrom(lab, standby.name, lab.clock.nowMs(), 600);
  say(`Twinbox captured the next scheduled backup from the new primary, ${standby.name}: ${next}`);
  return { diedMs, alarmedMs, execution, firstGood, configuration };
};
