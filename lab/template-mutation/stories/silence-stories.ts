// Stories of silence: the watcher's numbers do not arrive, or captures have never worked.
import { alarmStands, boxOf } from '../../scenario/failover-story.ts';
import { ALARM, demand, heard, standing } from './wire-steps.ts';
import type { WireStory } from './wire-story.ts';

/** Two whole minutes: each alarm has been judged, and what was put in the first has been seen. */
const JUDGED_SECONDS = 135;

export const silent: WireStory = {
  name: 'silent',
  says: 'no number of the watcher arrives: people are told that nobody watches, and no box is called dead',
  async tell(lab) {
    using _cut = lab.cloud.cloud.faults.add({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'down' });
    const beganMs = lab.clock.nowMs();
    lab.begin();
    for (const alarm of ['WatcherSilent', 'BackupStale', 'StandbyUnfit']) {
      await alarmStands(lab, alarm, beganMs, 100);
      await heard(lab, alarm, beganMs, 20, ALARM);
    }
    const others = standing(lab).filter((name) => !/WatcherSilent|BackupStale|StandbyUnfit/.test(name));
    demand(others.length === 0, `although nothing was seen, ${others.join(', ')} stands`);
    demand(lab.cloud.executions().length === 0, 'a blind watcher caused an execution');
  },
};

export const stale: WireStory = {
  name: 'stale',
  says: 'no capture has ever worked: the alarm says so, and goes on saying so when it sees numbers',
  async tell(lab) {
    const beganMs = lab.clock.nowMs();
    boxOf(lab, lab.pair.preferred).moods.backup = 'error-page';
    lab.begin();
    await lab.until('the alarms to have seen enough', 300, () => lab.clock.nowMs() - beganMs > JUDGED_SECONDS * 1000);
    demand(
      standing(lab).some((name) => name.endsWith('BackupStale')),
      'BackupStale does not stand',
    );
    await heard(lab, 'BackupStale', beganMs, 20, ALARM);
  },
};
