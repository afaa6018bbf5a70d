// One attempt of Verify in a recovery whose users have just been moved.
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { verify } from '../../functions/steps/recovery/traffic/verify.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { DUBLIN, type House, NAME } from '../doubles/one-pair.ts';

const left = () => 30_000;

export const verifyAt = async (house: House, attempt: number) => {
  Object.assign(house.world.zone, { [NAME]: { name: NAME, addresses: [DUBLIN] } });
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, ...times }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  const before = { outcome: 'again' as const, attempt: attempt - 1, evidence: [] };
  return verify(house.tools)({ ...times, state: { recovery, settings, ...(attempt > 1 && { verify: before }) } }, left);
};
