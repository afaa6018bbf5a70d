// A pair whose automation is ask, and a countdown that a person stops: Twinbox prepares everything by itself, asks a
// person, and moves users only as answered.
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  scenariosOf,
  startAndEnd,
  statesOf,
  usersTouched,
} from './scenario-steps.ts';

const QUESTION = /^support: approve the failover to dublin\?.*\n/;
const APPROVE = /To approve: start the workflow with (\{.*?\}) before/s;

const questions = (lab: ScenarioLab): readonly string[] => notified(lab).filter((text) => QUESTION.test(text));

/** The input that the nth question tells a person to use, with a name and a reason put in. */
const asked = async (lab: ScenarioLab, nth = 1): Promise<Record<string, string>> => {
  const text = await lab.until('people to be asked', 900, () => questions(lab)[nth - 1]);
  const [, input = ''] = APPROVE.exec(text) ?? [];
  return { ...JSON.parse(input), by: 'Ada Byron', reason: 'the site has no power' };
};

const answered = async (lab: ScenarioLab, input: Record<string, string>): Promise<SeenExecution> => {
  const execution = await startAndEnd(lab, input);
  expect(execution.status).toBe('SUCCEEDED');
  return execution;
};

describe('a pair whose automation is ask', () => {
  const scenario = scenariosOf({ automation: 'ask', answerWithinMinutes: 15 });

  scenario('prepares the standby by itself, and moves users once a person approves', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    const input = await asked(lab);
    expect(standby.events.map(({ kind }) => kind)).toContain('restored');
    await lab.clock.sleep(120_000);
    expect(usersTouched(lab)).toEqual([]);

    const approvedMs = lab.clock.nowMs();
    await answered(lab, input);
    const execution = await recoveryEnds(lab, diedMs);
    expect(execution.status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual([standby.name]);
    await servedBy(lab, standby.name, approvedMs, 60);
    expect(JSON.stringify(await reportOf(lab, execution))).toContain('approved by Ada Byron');
  });

  scenario('stands down although a person approved, when the primary comes back before Reconfirm', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    using gate = lab.cloud.cloud.faults.add({
      service: 's3',
      operation: 'PutObject',
      kind: 'hold',
      principal: /reconfirm/,
    });
    primary.die();
    await answered(lab, await asked(lab));
    await lab.until('the reconfirmation to begin', 600, () => gate.struck > 0);
    const cameBackMs = lab.clock.nowMs();
    primary.revive();
    await primary.settled();
    gate.release();
    const execution = await recoveryEnds(lab, diedMs, 300);
    expect(statesOf(lab, execution).at(-1)).toBe('StandDown');
    expect(usersTouched(lab)).toEqual([]);
    await servedBy(lab, 'london', cameBackMs, 30);
  });

  scenario('without an answer halts with the standby ready, and people are notified every ten minutes', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    const first = await asked(lab);
    const halted = await recoveryEnds(lab, diedMs, 2_400);
    expect(halted).toMatchObject({ status: 'FAILED', error: 'NotApproved' });
    expect(questions(lab)).toHaveLength(2);
    const again = (): number => notified(lab).filter((text) => /no recovery is started: held\n/.test(text)).length;
    await lab.until('people to be notified of the hold twice', 1_800, () => again() >= 2);
    expect(usersTouched(lab)).toEqual([]);

    // A person continues; an answer to the run that has ended counts for nothing.
    const { hold } = await recordOf(lab);
    const continuedMs = lab.clock.nowMs();
    await lab.cloud.startExecution(hold?.resumeInput ?? {});
    const second = await asked(lab, 3);
    const stale = await startAndEnd(lab, first);
    expect(stale).toMatchObject({ status: 'FAILED', error: 'WrongInput' });
    expect(stale.cause).toContain(`expected ${second.recovery}, which waits for an answer, found ${first.recovery}`);
    expect(usersTouched(lab)).toEqual([]);
    await answered(lab, second);
    expect((await recoveryEnds(lab, continuedMs)).status).toBe('SUCCEEDED');
    expect(movedTo(lab)).toEqual([standby.name]);
  });
});

describe('the countdown of a pair that acts', () => {
  const scenario = scenariosOf({ actAfterSeconds: 300 });

  scenario('is stopped by a denial, and no automatic recovery starts for four hours', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    const ready = await lab.until('people to be notified that dublin is ready', 600, () =>
      notified(lab).find((text) => /is ready to take over\n/.test(text)),
    );
    const [, input = ''] = /How to stop it: start the workflow with (\{.*?\})/s.exec(ready) ?? [];
    await answered(lab, { ...JSON.parse(input), by: 'Ada Byron', reason: 'we are repairing london' });
    const halted = await recoveryEnds(lab, diedMs, 300);
    expect(halted).toMatchObject({ status: 'FAILED', error: 'Denied' });
    const { hold } = await recordOf(lab);
    expect(Date.parse(hold?.lapsesAt ?? '') - lab.clock.nowMs()).toBeGreaterThan(3.9 * 3_600_000);
    await lab.clock.sleep(15 * 60_000);
    expect(usersTouched(lab)).toEqual([]);
    expect(notified(lab).at(-1)).toMatch(/no recovery is started: held\n.*Ada Byron|acknowledge/s);
  });
});
