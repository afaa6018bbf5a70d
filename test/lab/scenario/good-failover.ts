// One failover from london to dublin as it should be, told in steps of which a test may leave out or replace any: what
// is left is a world in which something went wrong, and nothing else.
import { ADDRESSES, at, type FabricatedWorld, hashOf } from './fabricated-world.ts';

export const RECOVERY = '20260101T000210Z-12345678';
export const ARN = 'arn:aws:states:eu-central-1:000000000000:execution:Twinbox:run-12345678';
export const CONTENT = 'configuration of london';
export const REPORT = `reports/support/${RECOVERY}/report.json`;

export const claimOf = (epoch: number, stage = 'claimed', recovery = RECOVERY): string =>
  `twinbox=1 epoch=${epoch} stage=${stage} target=dublin recovery=${recovery}`;

export const goodReport = {
  ...{ recoveryId: RECOVERY, outcome: 'moved', usersMoved: true, from: 'london', to: 'dublin' },
  ...{ fence: { outcome: 'fenced', confirmedBy: 'redfish' }, recoveryPoint: { sha256: hashOf(CONTENT) } },
};

type Step = (world: FabricatedWorld) => unknown;

/** Step → second and what happens. */
const STEPS = {
  capture: [60, (world) => world.backup('london', CONTENT)],
  served: [99, (world) => world.probe('london')],
  death: [100, (world) => world.event('london', 'died')],
  alarm: [130, (world) => world.play('support-PrimaryDown is in ALARM')],
  start: [
    130,
    (world) =>
      world.executions.push({
        ...{ executionArn: ARN, name: 'run-12345678', status: 'RUNNING', startMs: at(130) },
        input: '{"pair":"support","kind":"failover","trigger":"alarm"}',
      }),
  ],
  lease: [131, (world) => world.put('pairs/support.json', { epoch: 1, lease: { owner: ARN } })],
  journal: [132, (world) => world.put(`journal/support/${RECOVERY}/begin.json`, {})],
  restoreBegun: [140, (world) => world.event('dublin', 'restore-begun', hashOf(CONTENT))],
  restored: [160, (world) => world.event('dublin', 'restored', hashOf(CONTENT))],
  claim: [165, (world) => world.zone({ claim: claimOf(1) })],
  fence: [
    166,
    (world) => {
      world.command('london', 'ForceOff');
      world.event('london', 'powered-off');
    },
  ],
  move: [168, (world) => world.zone({ claim: claimOf(1, 'moved'), target: ADDRESSES.dublin })],
  answer: [
    170,
    (world) =>
      world.dnsAnswers.push({
        ...{ atMs: at(170), server: 'ns1.lab.test', name: 'support.lab.test', type: 'A', values: [ADDRESSES.dublin] },
      }),
  ],
  servedAgain: [172, (world) => world.probe('dublin')],
  release: [174, (world) => world.put('pairs/support.json', { epoch: 1 })],
  report: [175, (world) => world.put(REPORT, goodReport)],
  message: [175, (world) => world.play(`support moved from london to dublin (recovery ${RECOVERY})`)],
  end: [
    176,
    (world) => {
      const execution = world.executions.find(({ executionArn }) => executionArn === ARN);
      if (execution) Object.assign(execution, { status: 'SUCCEEDED', stopMs: at(176), output: '{}' });
    },
  ],
} as const satisfies Record<string, readonly [number, Step]>;

export type StepName = keyof typeof STEPS;

export interface Twist {
  readonly leaveOut?: readonly StepName[];
  readonly instead?: Partial<Record<StepName, Step>>;
  /** Happens at that second of the scenario, after everything else of it. */
  readonly also?: readonly (readonly [number, Step])[];
}

/** Tells it; the world then stands at second 200, or at the last of what was added. */
export const runGoodFailover = async (
  world: FabricatedWorld,
  { leaveOut = [], instead = {}, also = [] }: Twist = {},
): Promise<void> => {
  const names = Object.keys(STEPS) as StepName[];
  const steps: (readonly [number, Step])[] = names
    .filter((name) => !leaveOut.includes(name))
    .map((name) => [STEPS[name][0], instead[name] ?? STEPS[name][1]]);
  for (const [second, step] of [...steps, ...also].toSorted(([one], [other]) => one - other)) {
    world.now(second);
    await step(world);
  }
  world.now(Math.max(200, ...also.map(([second]) => second)));
};
