// The sweep itself: it knows every state of the deployed definition, its faults strike, and it fails where a safety is
// missing. The whole sweep is `npm run sweep`.
import { startScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { simulatedBackend } from '../../lab/simulated/simulated-backend.ts';
import { type ControlPoint, controlPoints } from '../../lab/sweep/control-points.ts';
import { playPoint } from '../../lab/sweep/play-point.ts';
import { SWEEP_FAULTS, type SweepFault } from '../../lab/sweep/sweep-faults.ts';
import { preparedOnce } from '../scenarios/prepared.ts';

const SEED = 3;

const pointsIn = async (): Promise<readonly ControlPoint[]> => {
  await using lab = await startScenarioLab({
    seed: SEED,
    prepared: await preparedOnce(),
    backend: simulatedBackend(SEED),
  });
  return controlPoints(lab.cloud);
};

const point = async (state: string): Promise<ControlPoint> => {
  const found = (await pointsIn()).find((one) => one.state === state);
  if (found === undefined) throw new Error(`no state ${state}`);
  return found;
};

const fault = (name: string): SweepFault => {
  const found = SWEEP_FAULTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no fault ${name}`);
  return found;
};

/** Without what closes out a run that was stopped: neither the event rule nor reconcile's schedule. */
const withoutCloseOut = (template: Record<string, unknown>): void => {
  const resources = template.Resources as Record<string, { Type: string; Properties: Record<string, unknown> }>;
  for (const { Type, Properties } of Object.values(resources)) {
    const text = JSON.stringify(Properties);
    if (Type === 'AWS::Events::Rule' && text.includes('aws.states')) Properties.State = 'DISABLED';
    if (Type === 'AWS::Scheduler::Schedule' && text.includes('-reconcile')) Properties.State = 'DISABLED';
  }
};

test('every state that calls a function is a point', async () => {
  const states = (await pointsIn()).map(({ state }) => state);
  expect(states).toEqual(
    expect.arrayContaining([
      'Begin',
      'Confirm',
      'UploadBackup',
      'Fence',
      'ClaimTraffic',
      'MoveTraffic',
      'Finish',
      'Halt',
    ]),
  );
  expect(states.length).toBeGreaterThanOrEqual(19);
});

test.each([
  ['Fence', 'crashes after its work, before its answer'],
  ['MoveTraffic', 'meets a second execution'],
  ['ClaimTraffic', 'is stopped by hand'],
  ['UploadBackup', 'works, and its answer is lost'],
])('%s %s, and all is well in the end', async (state, name) => {
  const result = await playPoint(await point(state), fault(name), { prepared: await preparedOnce(), seed: SEED });
  expect(result).toMatchObject({ reached: true, struck: true, wrong: [] });
});

test('a run that nobody closes out is found', async () => {
  const options = { prepared: await preparedOnce(), seed: SEED, edit: withoutCloseOut };
  const { wrong } = await playPoint(await point('ClaimTraffic'), fault('is stopped by hand'), options);
  expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(/^5\. /)]));
});
