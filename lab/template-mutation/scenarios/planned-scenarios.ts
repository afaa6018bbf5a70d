// Mutation scenarios of what is planned while users are served: a drill, and moving users and back.
import { beginGoodDay } from '../../scenario/failover-scenario.ts';
import { keysUnder } from '../../scenario/view/vault-view.ts';
import type { MutationScenario } from './mutation-scenario.ts';
import { demand, demandPath, ends, heard, reportOf, succeeds } from './mutation-steps.ts';

export const drill: MutationScenario = {
  name: 'drill',
  message: 'a drill rehearses a restore while users are served',
  async play(lab) {
    await beginGoodDay(lab);
    const method = [
      'Begin',
      'Confirm',
      'Prepare',
      'ConfirmDrill',
      'UploadBackup',
      'AwaitRestore',
      'CheckStandby',
      'Finish',
    ];
    const rehearsed = await succeeds(lab, { kind: 'drill' }, method);
    demand((await reportOf(lab, rehearsed)).outcome === 'rehearsed', 'the report does not say rehearsed');
    demand(keysUnder(lab.view(), `proofs/${lab.pair.name}/`).length === 1, 'the drill left no proof');
    await heard(lab, 'drill passed', rehearsed.startMs, 20);
  },
};

const WHY = { by: 'Ada Byron', reason: 'upgrade of london' };
const RESTORED = ['PowerOn', 'Prepare', 'ConfirmDrill', 'UploadBackup', 'AwaitRestore', 'CheckStandby'];

export const planned: MutationScenario = {
  name: 'planned',
  message: 'readiness, a switchover, the old primary made the standby again, and set-primary',
  async play(lab) {
    await beginGoodDay(lab);
    await succeeds(lab, { kind: 'readiness' }, ['Begin', 'CheckReadiness']);
    const switchover = { kind: 'switchover', to: 'dublin', ...WHY };
    const moved = await ends(lab, await lab.cloud.startExecution(switchover), 600);
    demandPath(moved, [
      ...['Begin', 'Confirm', 'FinalCapture', ...RESTORED, 'AwaitDecision', 'Reconfirm', 'ClaimTraffic', 'ShutDown'],
      ...['Fence', 'Promote', 'MoveTraffic', 'AwaitTraffic', 'Verify', 'Finish'],
    ]);
    await heard(lab, 'as planned', moved.startMs, 20);
    const salvaged = { by: 'Ada Byron', how: 'recordings are in the archive' };
    const reprotect = { kind: 'reprotect', ...WHY, salvaged };
    const again = await ends(lab, await lab.cloud.startExecution(reprotect), 600);
    demandPath(again, ['Begin', 'Confirm', 'FinalCapture', ...RESTORED, 'Finish']);
    // The last function of that recovery must have certainly ended.
    await lab.clock.sleep(60_000);
    await succeeds(lab, { kind: 'set-primary', appliance: 'dublin', ...WHY }, ['Begin', 'SetPrimary']);
  },
};
