// Every way in which a state's call, or the world at that moment, can go wrong. Each fault strikes once, at the first
// call of the state in the recovery, and says whether it took effect.
import type { Intercept } from '../../packages/local-cloud/host/functions/intercept.ts';
import type { NetworkCut } from '../../packages/local-cloud/host/functions/network-cut.ts';
import { applianceOf, otherOf } from '../scenario/failover-scenario.ts';
import type { ScenarioLab } from '../scenario/scenario-lab.ts';

export interface SweepFault {
  readonly name: string;
  readonly intercept: (lab: ScenarioLab, struck: () => void) => Intercept;
}

const HOUR_MS = 3_600_000;
const PARTITION_MS = 600_000;
const AWS_AWAY_MS = 120_000;

const faulty = (errorType: string, errorMessage: string) => ({
  kind: 'fault' as const,
  fault: { errorType, errorMessage },
});

/** Instead of the call. */
const instead = (name: string, errorType: string, errorMessage: string): SweepFault => ({
  name,
  intercept: (_lab, struck) => async () => {
    struck();
    return faulty(errorType, errorMessage);
  },
});

/** After the call has done its work. */
const afterwards = (name: string, errorType: string, errorMessage: string): SweepFault => ({
  name,
  intercept: (_lab, struck) => async (_call, proceed) => {
    const { kind } = await proceed();
    if (kind === 'answer') struck();
    return faulty(errorType, errorMessage);
  },
});

/** Just before the call, which is made all the same. */
const beforehand = (name: string, act: (lab: ScenarioLab) => Promise<void> | void): SweepFault => ({
  name,
  intercept: (lab, struck) => async (_call, proceed) => {
    await act(lab);
    struck();
    return proceed();
  },
});

const partition = (
  name: string,
  cutsOf: (lab: ScenarioLab) => readonly NetworkCut[],
  forMs = PARTITION_MS,
): SweepFault =>
  beforehand(name, (lab) => {
    const cuts = cutsOf(lab).map((cut) => lab.cloud.functions.network.cut({ how: 'silent', ...cut }));
    lab.clock.after(forMs, () => {
      for (const cut of cuts) cut[Symbol.dispose]();
    });
  });

const running = (lab: ScenarioLab) => lab.cloud.executions().filter(({ status }) => status === 'RUNNING');

const timesOut: SweepFault = {
  name: 'ends at its timeout, its work done',
  intercept:
    ({ clock }, struck) =>
    async ({ timeoutMs }, proceed) => {
      const startMs = clock.nowMs();
      const { kind } = await proceed();
      if (kind === 'answer') struck();
      await clock.sleep(Math.max(0, startMs + timeoutMs - clock.nowMs()));
      return faulty('Sandbox.Timedout', 'Task timed out');
    },
};

const stalls: SweepFault = {
  name: 'stalls for an hour, then does its work',
  intercept:
    ({ clock }, struck) =>
    async (_call, proceed) => {
      await clock.sleep(HOUR_MS);
      struck();
      return proceed({ neverEnds: true });
    },
};

export const SWEEP_FAULTS: readonly SweepFault[] = [
  instead('fails by a name of its own', 'LeaseLostError', 'another run has the lease'),
  instead('fails by a name that nobody declared', 'TypeError', 'cannot read properties of undefined'),
  instead('is refused by Lambda once', 'Lambda.ServiceException', 'An internal error occurred.'),
  afterwards('crashes after its work, before its answer', 'Runtime.ExitError', 'Runtime exited with error'),
  afterwards('works, and its answer is lost', 'Lambda.SdkClientException', 'Unable to execute HTTP request'),
  timesOut,
  stalls,
  beforehand('meets a second execution', async (lab) => void (await lab.cloud.startExecution({}))),
  beforehand('is stopped by hand', (lab) => {
    for (const { executionArn } of running(lab)) lab.cloud.stopExecution(executionArn, { error: 'ByHand' });
  }),
  beforehand('meets the primary again', (lab) => {
    const primary = applianceOf(lab, lab.pair.preferred);
    primary.powerOn();
    primary.revive();
  }),
  beforehand('loses the standby', (lab) => otherOf(lab, lab.pair.preferred).die()),
  partition('loses the way to the primary', ({ sites, pair }) => [
    { address: sites.appliances[pair.preferred]?.address ?? '' },
  ]),
  partition('loses the way to the standby', (lab) => [{ address: otherOf(lab, lab.pair.preferred).address }]),
  partition('loses the way to power', ({ sites }) => Object.values(sites.power).map(({ address }) => ({ address }))),
  partition('loses the way to the name servers', ({ publicSide }) =>
    publicSide.nameServers.servers.map(({ address }) => ({ address })),
  ),
  partition('loses the way to AWS', () => [{ address: '127.0.0.1', includingAws: true }], AWS_AWAY_MS),
];
