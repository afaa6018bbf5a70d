// Users are moved by hand, past Twinbox, and a person says so with set-primary: automation goes on from there.
import { applianceOf, beginGoodDay, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { claimsOf } from '../../lab/scenario/view/zone-log.ts';
import { recordOf, scenariosOf, startAndEnd } from './scenario-steps.ts';

const BY_HAND = { pair: 'support', kind: 'set-primary', by: 'Ada Byron', reason: 'london burns, moved by hand' };

/** Somebody points the service at dublin at the console of Route 53. */
const pointAtDublin = (lab: ScenarioLab): void => {
  const [zone] = lab.pair.traffic.zones;
  const values = [applianceOf(lab, 'dublin').address];
  const [name = ''] = lab.pair.service.names;
  lab.cloud.cloud.route53.putRecord(zone?.id ?? '', { name, type: 'A', ttlSeconds: 5, values });
};

describe('a pair whose users were moved by hand', () => {
  const scenario = scenariosOf();

  scenario('is taken over by set-primary, and by nothing else', async (lab) => {
    await beginGoodDay(lab);
    const drill = await startAndEnd(lab, { pair: 'support', kind: 'drill' });
    expect(drill.status).toBe('SUCCEEDED');
    const before = await recordOf(lab);
    const early = await startAndEnd(lab, { ...BY_HAND, appliance: 'dublin' });
    expect(early).toMatchObject({ status: 'FAILED', error: 'WrongInput' });
    const mistyped = await startAndEnd(lab, { ...BY_HAND, appliance: 'dubln' });
    expect(mistyped).toMatchObject({ status: 'FAILED', error: 'WrongInput' });
    expect((await recordOf(lab)).epoch).toBe(before.epoch);

    // The last function of the drill must have certainly ended.
    await lab.clock.sleep(60_000);
    applianceOf(lab, 'london').powerOff();
    pointAtDublin(lab);
    const movedMs = lab.clock.nowMs();
    const set = await startAndEnd(lab, { ...BY_HAND, appliance: 'dublin' });
    expect(set.status).toBe('SUCCEEDED');
    const record = await recordOf(lab);
    expect(record).toMatchObject({ primary: 'dublin', quarantined: { appliance: 'london' } });
    expect(record.epoch).toBeGreaterThan(before.epoch);
    expect(record.lease).toBeUndefined();
    expect(claimsOf(lab.view()).at(-1)).toMatchObject({ epoch: record.epoch });
    await servedBy(lab, 'dublin', movedMs, 60);

    applianceOf(lab, 'london').powerOn();
    await isInAlarm(lab, 'SplitBrain', lab.clock.nowMs(), 300);
    await lab.until('london to be fenced again', 600, () => applianceOf(lab, 'london').power === 'Off');
  });
});
