// A vendor's upgrade takes the primary away in its service window, and overruns. Power cut in the middle of it can
// destroy the appliance, so Twinbox asks a person.
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { recoveryEnds } from './recovery-ends.ts';
import { movedTo, notified, recordOf, scenariosOf, startAndEnd, statesOf, usersTouched } from './scenario-steps.ts';

const MINUTE_MS = 60_000;

describe('a vendor’s upgrade', () => {
  // The lab's clock starts on Thursday, 15 January 2026, at nine.
  const scenario = scenariosOf({
    windows: [{ appliance: 'london', weekly: 'Thu 08:55 UTC', minutes: 25 }],
  });
  const WINDOW_ENDS_MS = Date.parse('2026-01-15T09:20:00Z');

  scenario(
    'that overruns its window by 40 minutes keeps its appliance, and people are notified every ten minutes',
    async (lab) => {
      const { primary } = await beginGoodDay(lab);
      const diedMs = lab.clock.nowMs();
      primary.die();
      await lab.until('people to be notified of the window', 300, () =>
        notified(lab).find((text) => /no recovery is started: window\n/.test(text)),
      );
      await lab.clock.sleep(WINDOW_ENDS_MS - lab.clock.nowMs());
      expect(lab.sites.appliances.dublin?.events.map(({ kind }) => kind)).not.toContain('restore-begun');
      const question = await lab.until('people to be asked once the window is over', 600, () =>
        notified(lab).find((text) => text.startsWith('support: approve the failover to dublin?')),
      );
      expect(question).toContain('The outage began during a service window');

      await lab.clock.sleep(WINDOW_ENDS_MS + 40 * MINUTE_MS - lab.clock.nowMs());
      expect(usersTouched(lab)).toEqual([]);
      expect(lab.sites.appliances.london?.power).toBe('On');
      expect(notified(lab).filter((text) => text.startsWith('support: approve the failover')).length).toBeGreaterThan(
        2,
      );
      const cameBackMs = lab.clock.nowMs();
      primary.revive();
      const execution = await recoveryEnds(lab, diedMs, 300);
      expect(statesOf(lab, execution).at(-1)).toBe('StandDown');
      await servedBy(lab, 'london', cameBackMs, 60);
      expect(movedTo(lab)).toEqual([]);
    },
  );

  scenario('that killed the appliance is recovered once a person resumes', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    await lab.until('people to be asked once the window is over', 2_400, () =>
      notified(lab).find((text) => text.startsWith('support: approve the failover to dublin?')),
    );
    await startAndEnd(lab, { kind: 'resume', by: 'Ada Byron' });
    expect((await recoveryEnds(lab, diedMs)).status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual([standby.name]);
    expect(await recordOf(lab)).toMatchObject({ primary: 'dublin' });
  });
});
