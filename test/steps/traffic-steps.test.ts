// ClaimTraffic, MoveTraffic and AwaitTraffic over a traffic double with prepared answers.

import { phaseOf, type StateName } from '../../functions/contract/workflow/phase-names.ts';
import type { ResultOf } from '../../functions/contract/workflow/step-answers.ts';
import { LeaseLostError } from '../../functions/domain/admission/lease.ts';
import { failure } from '../../functions/domain/failure/failure.ts';
import type { Step } from '../../functions/steps/recovery/phase-step.ts';
import { awaitTraffic } from '../../functions/steps/recovery/traffic/await-traffic.ts';
import { claimTraffic } from '../../functions/steps/recovery/traffic/claim-traffic.ts';
import { moveTraffic } from '../../functions/steps/recovery/traffic/move-traffic.ts';
import type { Traffic, TrafficAnswer, TrafficOrder } from '../../functions/traffic/traffic.ts';
import { NAME, orderOf } from '../traffic/two-appliances.ts';
import { recoveryUnderWay } from './running-recovery.ts';

const unreachable = () => failure('TrafficUnreachable', 'Route 53 answers 503', 'hint');
const DONE: TrafficAnswer = { status: 'done', changeId: '/change/C1', evidence: 'done' };
const BUSY: TrafficAnswer = { status: 'busy', evidence: 'throttled' };

const trafficThat = (...answers: readonly (TrafficAnswer | Error)[]) => {
  const orders: TrafficOrder[] = [];
  const left = [...answers];
  const next = async (order: TrafficOrder): Promise<TrafficAnswer> => {
    orders.push(order);
    const answer = (left.length > 1 ? left.shift() : left[0]) ?? DONE;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const traffic: Traffic = {
    read: async () => [],
    zone: async () => ({ name: 'example.com', private: false, nameServers: ['ns-1.example.net'] }),
    delegations: async () => [{ name: NAME, verdict: 'ours', message: 'the world asks the zone' }],
    claimSeen: async () => [{ name: NAME, shown: ['192.0.2.1:53'], against: [], silent: [] }],
    isInSync: async () => true,
    claim: next,
    move: next,
    settled: async () => ({ settled: true, evidence: [] }),
  };
  return { traffic, orders };
};
const attemptsOf = (state: StateName): number => phaseOf(state).loop?.attempts ?? 1;

const CASES = [
  ['ClaimTraffic', 'claimTraffic', claimTraffic, 'claimed'],
  ['MoveTraffic', 'moveTraffic', moveTraffic, 'moved'],
] as const;

describe.each(CASES)('%s', (state, key, stepOf, outcome) => {
  const start = (...answers: readonly (TrafficAnswer | Error)[]) => {
    const under = recoveryUnderWay();
    const { traffic, orders } = trafficThat(...answers);
    const step = stepOf({ ...under.tools, traffic }) as Step<ResultOf<typeof state>>;
    return { under, orders, run: () => under.run(key, step) };
  };

  test('orders it under our epoch, from the old primary to the standby', async () => {
    const { run, orders } = start(DONE);
    expect(await run()).toMatchObject({ outcome, evidence: expect.arrayContaining(['done']) });
    expect(orders).toEqual([orderOf()]);
  });

  test('tries again while the control plane is busy or unreachable, and succeeds', async () => {
    const { run } = start(BUSY, unreachable(), DONE);
    expect(await run()).toMatchObject({ outcome: 'again', evidence: ['throttled'] });
    expect(await run()).toMatchObject({ outcome: 'again', evidence: ['Route 53 answers 503'] });
    expect(await run()).toMatchObject({ outcome, attempt: 3 });
  });

  test('ends with TrafficUnreachable when the control plane stays unreachable', async () => {
    const { run, orders } = start(unreachable());
    for (let attempt = 1; attempt < attemptsOf(state); attempt += 1)
      expect(await run()).toMatchObject({ outcome: 'again' });
    await expect(run()).rejects.toMatchObject({ name: 'TrafficUnreachable' });
    expect(orders).toHaveLength(attemptsOf(state));
  });

  test('ends with PhaseTimedOut when it stays busy', async () => {
    const { run } = start(BUSY);
    for (let attempt = 1; attempt < attemptsOf(state); attempt += 1) await run();
    await expect(run()).rejects.toMatchObject({ name: 'PhaseTimedOut', message: expect.stringContaining('throttled') });
  });

  test.each([
    new LeaseLostError('newer'),
    failure('DnsRecordChanged', 'a person', 'hint'),
    failure('DnsRecordUnfit', 'alias', 'hint'),
  ])('throws %s at once', async (error) => {
    await expect(start(error).run()).rejects.toBe(error);
  });

  test('does not access the zone once the lease is lost', async () => {
    const { run, under, orders } = start(DONE);
    under.setRecord((record) => ({ ...record, epoch: 8 }));
    await expect(run()).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(orders).toEqual([]);
  });
});

describe('ClaimTraffic', () => {
  test('does not change the assigned roles', async () => {
    const under = recoveryUnderWay();
    await under.run('claimTraffic', claimTraffic({ ...under.tools, traffic: trafficThat(DONE).traffic }));
    expect(under.record().primary).toBe('london');
  });
});

describe('MoveTraffic', () => {
  test('assigns the roles and quarantines the old primary before it moves users, and keeps the change id', async () => {
    const under = recoveryUnderWay();
    const assigned: (string | undefined)[] = [];
    const { traffic } = trafficThat(DONE);
    const watched: Traffic = {
      ...traffic,
      move: (order) => {
        assigned.push(under.record().primary, under.record().quarantined?.appliance);
        return traffic.move(order);
      },
    };
    const answer = await under.run('moveTraffic', moveTraffic({ ...under.tools, traffic: watched }));
    expect(answer).toMatchObject({ outcome: 'moved', changeId: '/change/C1' });
    expect(assigned).toEqual(['dublin', 'london']);
  });
});

describe('AwaitTraffic', () => {
  test('tries again until the change that MoveTraffic made is settled', async () => {
    const under = recoveryUnderWay({
      state: { moveTraffic: { outcome: 'moved', attempt: 1, evidence: [], changeId: '/change/C1' } },
    });
    const asked: (string | undefined)[] = [];
    const traffic: Traffic = {
      ...trafficThat().traffic,
      settled: async (_order, changeId) => ({
        settled: asked.push(changeId) === 2,
        evidence: [`server ${asked.length}`],
      }),
    };
    const step = awaitTraffic({ ...under.tools, traffic });
    expect(await under.run('awaitTraffic', step)).toMatchObject({
      outcome: 'again',
      attempt: 1,
      evidence: ['server 1'],
    });
    expect(await under.run('awaitTraffic', step)).toMatchObject({
      outcome: 'settled',
      attempt: 2,
      evidence: ['server 2'],
    });
    expect(asked).toEqual(['/change/C1', '/change/C1']);
  });
});
