// Restores through the appliances' web interface, as a person would, with varying pages and faults.
import { beginGoodDay, executionEnds, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  startAndEnd,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const kindsAt = (lab: ScenarioLab, appliance: string): readonly string[] =>
  (lab.sites.appliances[appliance]?.events ?? [])
    .map(({ kind }) => kind)
    .filter((kind) => ['sign-in-refused', 'signed-in', 'restore-begun', 'restore-refused', 'restored'].includes(kind));

describe('with appliances that are restored through their web interface', () => {
  const scenario = scenariosOf({ restoreMethod: 'login-form' });

  for (const loginSeed of [1, 2, 3]) {
    scenario(
      `a dead primary is replaced by its standby, whose pages are those of seed ${loginSeed}`,
      async (lab) => {
        const { primary, standby } = await beginGoodDay(lab);
        const diedMs = lab.clock.nowMs();
        primary.die();
        const execution = await executionEnds(lab, diedMs, 900);
        expect(execution.status).toBe('SUCCEEDED');
        const good = await servedBy(lab, standby.name, diedMs, 60);
        expect(good.configuration).toBe(primary.configuration);
        expect(movedTo(lab)).toEqual([standby.name]);
        const report = await reportOf(lab, execution);
        expect(restoredTo(lab, standby.name)).toEqual([report.recoveryPoint?.sha256]);
        expect(kindsAt(lab, standby.name)).toEqual(['signed-in', 'restore-begun', 'restored']);
        expect(standby.loginAccount).toEqual(primary.loginAccount);
      },
      { loginSeed },
    );
  }

  scenario('an upload that the appliance answers with success but ignores moves nobody', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    standby.failureModes.restore = 'no-restart';
    const diedMs = lab.clock.nowMs();
    primary.die();
    const execution = await executionEnds(lab, diedMs, 900);
    expect(execution.status).toBe('FAILED');
    expect(await recordOf(lab)).toMatchObject({ primary: primary.name, hold: { reason: 'RestoreUnproven' } });
    expect(kindsAt(lab, standby.name)).toEqual(['signed-in']);
    expect(statesOf(lab, execution)).not.toContain('Fence');
    expect(usersTouched(lab)).toEqual([]);
  });

  scenario(
    'a password that the appliance refuses is tried once, and by no later recovery until its secret is stored again',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const name = `twinbox/${standby.name}-login`;
      lab.cloud.cloud.secrets.putSecret({
        name,
        value: JSON.stringify({ user: 'twinbox', password: 'not the right one' }),
      });
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await executionEnds(lab, diedMs, 900);
      expect(execution.status).toBe('FAILED');
      expect(await recordOf(lab)).toMatchObject({ primary: primary.name, hold: { reason: 'LoginRefused' } });
      expect(kindsAt(lab, standby.name)).toEqual(['sign-in-refused']);
      expect(notified(lab).join('\n')).toContain(name);
      expect(usersTouched(lab)).toEqual([]);

      const resumeInput = (await recordOf(lab)).hold?.resumeInput ?? {};
      expect(await startAndEnd(lab, resumeInput)).toMatchObject({ status: 'FAILED', error: 'LoginRefused' });
      expect(kindsAt(lab, standby.name)).toEqual(['sign-in-refused']);
      expect(usersTouched(lab)).toEqual([]);

      lab.cloud.cloud.secrets.putSecret({ name, value: JSON.stringify(standby.loginAccount) });
      expect(await startAndEnd(lab, resumeInput)).toMatchObject({ status: 'SUCCEEDED' });
      expect(kindsAt(lab, standby.name)).toEqual(['sign-in-refused', 'signed-in', 'restore-begun', 'restored']);
      expect(movedTo(lab)).toEqual([standby.name]);
    },
  );
});
