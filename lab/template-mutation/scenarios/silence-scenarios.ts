// Scenarios of missing data: the watcher's metrics do not arrive, or no capture has ever succeeded.
import { alarmArmed, alarmsStanding, applianceOf, isInAlarm } from '../../scenario/failover-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { ALARM, demand, heard, heardAlarm } from './mutation-steps.ts';

/** Two whole minutes: each alarm has evaluated what was published in the first. */
const EVALUATED_SECONDS = 135;

const BY_SILENCE = ['WatcherSilent', 'BackupStale', 'StandbyUnfit'];
const isBySilence = (name: string): boolean => BY_SILENCE.some((alarm) => name.endsWith(alarm));

/** Five minutes in a row, two more that an evaluation reaches back, and the evaluation itself. */
const SILENT_SECONDS = 520;

export const silent: MutationScenario = {
  name: 'silent',
  message:
    'no alarm before the first metrics; once they arrived and then stop, operators are notified that nothing watches the pair, and no appliance is reported dead',
  async play(lab) {
    const cut = () => lab.cloud.cloud.faults.add({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'down' });
    const beganMs = lab.clock.nowMs();
    {
      using _cut = cut();
      lab.begin();
      await lab.until(
        'the alarms to have been evaluated',
        300,
        () => lab.clock.nowMs() - beganMs > EVALUATED_SECONDS * 1000,
      );
      const loud = lab.view().alarms.filter(({ name, to }) => to === 'ALARM' && isBySilence(name));
      demand(loud.length === 0, `before the first metrics ${loud.map(({ name }) => name).join(', ')} went to ALARM`);
    }
    for (const alarm of BY_SILENCE) await alarmArmed(lab, alarm, 400);
    await lab.until('the alarms to be OK', 400, () => !alarmsStanding(lab).some(isBySilence));
    const silentMs = lab.clock.nowMs();
    using _cut = cut();
    for (const alarm of BY_SILENCE) {
      await isInAlarm(lab, alarm, silentMs, SILENT_SECONDS);
      await heard(lab, alarm, silentMs, 20, ALARM);
    }
    const others = alarmsStanding(lab).filter((name) => !isBySilence(name));
    demand(others.length === 0, `${others.join(', ')} is in ALARM although nothing was observed`);
    demand(lab.cloud.executions().length === 0, 'a blind watcher caused an execution');
  },
};

export const stale: MutationScenario = {
  name: 'stale',
  message: 'no capture has ever succeeded: the alarm says so, and stays in ALARM when metrics arrive',
  async play(lab) {
    const beganMs = lab.clock.nowMs();
    applianceOf(lab, lab.pair.preferred).failureModes.backup = 'error-page';
    lab.begin();
    const stoodMs = await isInAlarm(lab, 'BackupStale', beganMs, 420);
    await lab.until(
      'the alarm to have evaluated enough minutes',
      300,
      () => lab.clock.nowMs() - stoodMs > EVALUATED_SECONDS * 1000,
    );
    demand(
      alarmsStanding(lab).some((name) => name.endsWith('BackupStale')),
      'BackupStale is not in ALARM',
    );
    await heardAlarm(lab, 'BackupStale', beganMs, 20);
  },
};
