// Scenarios of captures that succeed but are too small or too slow: operators are notified until a capture is good
// again.
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import { beginGoodDay, captureFrom, type GoodDay, isInAlarm } from '../../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../scenario/scenario-lab.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { ALARM, demand, heard, standing } from './mutation-steps.ts';

/** Two whole minutes: the alarms have evaluated what was published in the first. */
const EVALUATED_MS = 135_000;

/** Long enough without capture metrics. */
const SILENT_MS = 200_000;

const stands = (lab: ScenarioLab, alarm: string): boolean => standing(lab).some((name) => name.endsWith(alarm));

const passes = (lab: ScenarioLab, ms: number): Promise<true> => {
  const fromMs = lab.clock.nowMs();
  return lab.until(`${ms / 1000} s to pass`, ms / 1000 + 60, () => lab.clock.nowMs() - fromMs > ms || undefined);
};

/** Demands that the alarm is OK while captures are good. */
const beginQuiet = async (lab: ScenarioLab, alarm: string): Promise<GoodDay> => {
  const day = await beginGoodDay(lab);
  await passes(lab, EVALUATED_MS);
  demand(!stands(lab, alarm), `${alarm} is in ALARM although captures are good`);
  return day;
};

/** Waits until operators are notified, and until the alarm is OK again after a good capture. */
const notifiedUntilGood = async (
  lab: ScenarioLab,
  alarm: string,
  primary: SimulatedAppliance,
  deadlineSeconds: number,
): Promise<void> => {
  const spoiltMs = lab.clock.nowMs();
  await isInAlarm(lab, alarm, spoiltMs, deadlineSeconds);
  await heard(lab, alarm, spoiltMs, 20, ALARM);
  delete primary.failureModes.backup;
  await captureFrom(lab, primary.name, lab.clock.nowMs(), deadlineSeconds);
  await lab.until('the alarm to be OK', 150, () => !stands(lab, alarm));
};

export const suspect: MutationScenario = {
  name: 'suspect',
  message: 'backups have shrunk: operators are notified until a capture has its full size again',
  async play(lab) {
    const { primary } = await beginQuiet(lab, 'BackupSuspect');
    primary.failureModes.backup = 'shrunken';
    await notifiedUntilGood(lab, 'BackupSuspect', primary, 240);
  },
};

export const outgrown: MutationScenario = {
  name: 'outgrown',
  message:
    'captures take more than half of their time limit: no notification while one is running, then notifications until one is faster',
  async play(lab) {
    const { primary } = await beginQuiet(lab, 'BackupOutgrown');
    Object.assign(primary.failureModes, { backup: 'slow', slowBackupSeconds: 440 });
    const slowMs = lab.clock.nowMs();
    await lab.until('a slow capture to have begun', 150, () =>
      primary.events.some(({ kind, atMs }) => kind === 'backup-begun' && atMs > slowMs),
    );
    await passes(lab, SILENT_MS);
    for (const alarm of ['BackupOutgrown', 'BackupSuspect'])
      demand(!stands(lab, alarm), `${alarm} is in ALARM for a capture that is still running`);
    await notifiedUntilGood(lab, 'BackupOutgrown', primary, 500);
  },
};
