// Scenarios of silence: the watcher's numbers do not arrive, or captures have never worked.
import { alarmArmed, alarmsStanding, applianceOf, isInAlarm } from '../../scenario/failover-scenario.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { ALARM, demand, heard } from './mutation-steps.ts';

/** Two whole minutes: each alarm has been judged, and what was put in the first has been seen. */
const JUDGED_SECONDS = 135;

const BY_SILENCE = ['WatcherSilent', 'BackupStale', 'StandbyUnfit'];
const isBySilence = (name: string): boolean => BY_SILENCE.some((alarm) => name.endsWith(alarm));

/** Five minutes running, two more that an evaluation looks back, and the evaluation itself. */
const SILENT_SECONDS = 520;

export const silent: MutationScenario = {
  name: 'silent',
  message:
    'before the first figures nobody is alarmed; once they have come and stop, people are notified that nobody watches, and no appliance is called dead',
  async play(lab) {
    const cut = () => lab.cloud.cloud.faults.add({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'down' });
    const beganMs = lab.clock.nowMs();
    {
      using _cut = cut();
      lab.begin();
      await lab.until('the alarms to have been judged', 300, () => lab.clock.nowMs() - beganMs > JUDGED_SECONDS * 1000);
      const loud = lab.view().alarms.filter(({ name, to }) => to === 'ALARM' && isBySilence(name));
      demand(loud.length === 0, `before the first figures ${loud.map(({ name }) => name).join(', ')} went to ALARM`);
    }
    for (const alarm of BY_SILENCE) await alarmArmed(lab, alarm, 400);
    await lab.until('the alarms to be quiet', 400, () => !alarmsStanding(lab).some(isBySilence));
    const silentMs = lab.clock.nowMs();
    using _cut = cut();
    for (const alarm of BY_SILENCE) {
      await isInAlarm(lab, alarm, silentMs, SILENT_SECONDS);
      await heard(lab, alarm, silentMs, 20, ALARM);
    }
    const others = alarmsStanding(lab).filter((name) => !isBySilence(name));
    demand(others.length === 0, `although nothing was seen, ${others.join(', ')} stands`);
    demand(lab.cloud.executions().length === 0, 'a blind watcher caused an execution');
  },
};

export const stale: MutationScenario = {
  name: 'stale',
  message: 'no capture has ever worked: the alarm says so, and goes on saying so when it sees numbers',
  async play(lab) {
    const beganMs = lab.clock.nowMs();
    applianceOf(lab, lab.pair.preferred).failureModes.backup = 'error-page';
    lab.begin();
    const stoodMs = await isInAlarm(lab, 'BackupStale', beganMs, 420);
    await lab.until('the alarm to have seen enough', 300, () => lab.clock.nowMs() - stoodMs > JUDGED_SECONDS * 1000);
    demand(
      alarmsStanding(lab).some((name) => name.endsWith('BackupStale')),
      'BackupStale does not stand',
    );
    await heard(lab, 'BackupStale', beganMs, 20, ALARM);
  },
};
