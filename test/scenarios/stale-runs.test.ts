// Stale actors: a run that stalled while a newer one worked, and the old primary itself. Neither may undo what was done
// meanwhile.
import { beginGoodDay, captureFrom, runFailover, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { backupsOf } from '../../lab/scenario/view/vault-view.ts';
import type { SeenExecution } from '../../lab/scenario/view/world-view.ts';
import { byProduct, claimsOf, zoneLogOf } from '../../lab/scenario/view/zone-log.ts';
import { wasLetIn } from './recovery-ends.ts';
import { movedTo, notified, recordOf, reportOf, scenariosOf, startAndEnd, statesOf } from './scenario-steps.ts';

const MOVER = 'Twinbox-support-move-traffic';
const CHANGE = { service: 'route53', operation: 'ChangeResourceRecordSets', principal: new RegExp(MOVER) } as const;

/** The recovery that runs. */
const running = (lab: ScenarioLab): SeenExecution => {
  const found = lab.cloud
    .executions()
    .find((one) => one.status === 'RUNNING' && statesOf(lab, one).includes('MoveTraffic'));
  if (!found) throw new Error('no recovery runs');
  return found;
};

/** A person stops the execution; close-out handles its end. */
const stopByHand = async (lab: ScenarioLab): Promise<void> => {
  const { executionArn } = running(lab);
  lab.cloud.stopExecution(executionArn, { cause: 'it hangs' });
  await lab.until('the stopped run to be closed out', 180, () =>
    notified(lab).some((text) => text.startsWith('support HALTED: ExecutionStopped\n')),
  );
  const stopped = lab.cloud.executions().find((execution) => execution.executionArn === executionArn);
  if (!stopped) throw new Error('the stopped run is gone');
  expect(stopped.status).toBe('ABORTED');
  const halted = notified(lab).filter((text) => text.startsWith('support HALTED: '));
  expect(halted).toHaveLength(1);
  expect(halted[0]).toContain('To continue, start the workflow with {"pair":"support","kind":"failover"}');
  expect(await reportOf(lab, stopped)).toMatchObject({
    outcome: 'halted',
    usersMoved: false,
    failure: { name: 'ExecutionStopped' },
  });
  const record = await recordOf(lab);
  expect(record.hold).toMatchObject({
    reason: 'ExecutionStopped',
    phase: 'MoveTraffic',
    resumeInput: { kind: 'failover' },
  });
  expect(record.hold?.lapsesAt).toBeUndefined();
  expect(record.lease).toBeUndefined();
};

/** The service's address in the zone, and the claim beside it. */
const isInZone = (lab: ScenarioLab): readonly string[] =>
  ['support.lab.test', '_twinbox.support.lab.test'].flatMap((name) =>
    ['A', 'TXT'].flatMap((type) => lab.cloud.cloud.route53.resolve(name, type).records.flatMap(({ values }) => values)),
  );

/** The hold's input continues to the end, under a newer epoch. Returns what the zone holds then. */
const newerRunMoves = async (lab: ScenarioLab, standby: string): Promise<readonly string[]> => {
  const newer = await startAndEnd(lab, { pair: 'support', kind: 'failover' });
  expect(newer).toMatchObject({ status: 'SUCCEEDED' });
  expect(await reportOf(lab, newer)).toMatchObject({ outcome: 'moved', usersMoved: true });
  expect(movedTo(lab)).toEqual([standby]);
  expect(byProduct(claimsOf(lab.view())).map(({ epoch }) => epoch)).toEqual([1, 2, 2]);
  return isInZone(lab);
};

describe('a stale actor', () => {
  const scenario = scenariosOf();

  scenario(
    'that is a run that stalled before it read the zone finds a newer claim there and writes nothing',
    async (lab) => {
      const { primary, standby } = await beginGoodDay(lab);
      const { faults } = lab.cloud.cloud;
      using _stalls = lab.cloud.functions.override(MOVER, { neverTimesOut: true });
      // Its first attempt is throttled, so the second finds the roles assigned: only the zone is left to refuse it.
      using _throttle = faults.add({ ...CHANGE, kind: 'throttle', times: 3 });
      using stall = faults.add({
        ...{
          service: 's3',
          operation: 'PutObject',
          principal: new RegExp(MOVER),
          resource: /-MoveTraffic-2-intent\.json$/,
        },
        ...{ kind: 'hold', times: 1 },
      });
      primary.die();
      await stall.reached;
      await stopByHand(lab);
      const stands = await newerRunMoves(lab, standby.name);

      const releasedMs = lab.clock.nowMs();
      stall.release();
      const refusal = await lab.until('the stale run to be refused', 120, () =>
        lab.cloud.logs(MOVER).find(({ line }) => line.includes('"LeaseLostError"')),
      );
      expect(refusal.line).toMatch(
        /epoch 1 of .* may not change support\.lab\.test: recovery .* holds it under epoch 2/,
      );
      const zoneCalls = lab.cloud.cloud.calls.filter(
        ({ service, atMs }) => service === 'route53' && atMs >= releasedMs,
      );
      expect(new Set(zoneCalls.map(({ operation }) => operation))).toEqual(new Set(['ListResourceRecordSets']));
      expect(isInZone(lab)).toEqual(stands);
      await servedBy(lab, standby.name, releasedMs, 60);
    },
  );

  scenario('that is a write sent before a newer run is refused completely by the zone', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    using _stalls = lab.cloud.functions.override(MOVER, { neverTimesOut: true });
    using stall = lab.cloud.cloud.faults.add({ ...CHANGE, kind: 'hold', times: 1 });
    primary.die();
    await stall.reached;
    await stopByHand(lab);
    const stands = await newerRunMoves(lab, standby.name);
    const logged = zoneLogOf(lab.view()).length;

    const releasedMs = lab.clock.nowMs();
    stall.release();
    const refused = await lab.until('the stale write to be refused', 120, () =>
      lab.cloud.cloud.calls.find(({ operation, atMs }) => operation === CHANGE.operation && atMs >= releasedMs),
    );
    expect(refused).toMatchObject({ status: 400, error: 'InvalidChangeBatch' });
    expect(zoneLogOf(lab.view())).toHaveLength(logged);
    expect(isInZone(lab)).toEqual(stands);
    await servedBy(lab, standby.name, releasedMs, 60);
  });

  scenario('that is the old primary is neither captured nor pointed at again', async (lab) => {
    const { execution } = await runFailover(lab, () => undefined);
    const { london, dublin } = lab.sites.appliances;
    if (!london || !dublin) throw new Error('the pair has other appliances');
    expect(statesOf(lab, execution).at(-1)).toBe('Finish');
    const movedMs = lab.view().executions[0]?.stopMs ?? 0;

    london.powerOn();
    const backMs = await lab.until('london to be up again', 60, () => london.answering && lab.clock.nowMs());
    const first = await captureFrom(lab, dublin.name, backMs, 240);
    const second = await lab.until('another capture from dublin', 240, async () =>
      (await backupsOf(lab.view())).find(
        ({ manifestKey, appliance }) => manifestKey > first && appliance === dublin.name,
      ),
    );
    expect(second.capturedAtMs).toBeGreaterThan(backMs);
    const later = (await backupsOf(lab.view())).filter(({ capturedAtMs }) => capturedAtMs >= movedMs);
    expect(new Set(later.map(({ appliance }) => appliance))).toEqual(new Set([dublin.name]));
    expect(movedTo(lab)).toEqual([dublin.name]);
    expect(await recordOf(lab)).toMatchObject({ primary: dublin.name });
    const probes = lab.view().clientProbes.filter(({ atMs, ok }) => atMs >= backMs && ok);
    expect(new Set(probes.map(({ appliance }) => appliance))).toEqual(new Set([dublin.name]));
    expect(lab.cloud.executions().filter((one) => wasLetIn(lab, one))).toHaveLength(1);
  });
});
