// The night, as a scenario asks for it: bytes that change in the vault, and the read-backs of the newest backups, whose
// schedules are due only once an hour.
import type { ScenarioLab } from './scenario-lab.ts';
import { backupsOf, keysUnder } from './view/vault-view.ts';

const READ_BACK = 'read-back';

/**
 * Waits until the schedules have started their read-backs for the first time, which find nothing where there is no
 * backup yet.
 */
export const firstReadBack = (lab: ScenarioLab): Promise<unknown> =>
  lab.until('a first read-back to have ended', 120, () =>
    lab.cloud.functions.invocations.some(({ functionName }) => functionName.includes(READ_BACK)),
  );

/** Starts each read-back that the template schedules, an hour later as it were. @throws where it schedules none */
export const readBackNow = async (lab: ScenarioLab): Promise<void> => {
  const due = lab.cloud.scheduler.schedules.filter(({ name }) => name.includes(READ_BACK));
  if (due.length === 0) throw Object.assign(new Error('no read-back is scheduled'), { name: 'ScenarioRed' });
  await Promise.all(due.map(({ name }) => lab.cloud.scheduler.fire(name)));
};

/** Changes the bytes of the newest backup as they lie there. @returns its id. @throws where there is none */
export const rotNewest = async (lab: ScenarioLab): Promise<string> => {
  const newest = (await backupsOf(lab.view())).at(-1);
  const [where] = keysUnder(lab.view(), newest?.key ?? '-');
  if (!newest || !where) throw new Error('there is no backup');
  lab.damagedByScenario.add(newest.key);
  await lab.cloud.cloud.s3.corrupt(where.bucket, newest.key);
  return newest.key.replace(/^.*\/|\.nsb$/g, '');
};
