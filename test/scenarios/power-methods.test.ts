// Whole failovers whose primary is fenced by EC2, by the owner's function, or by the second of two methods; and fences
// that must not be believed.
import { beginGoodDay, servedBy } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { recoveryEnds } from './recovery-ends.ts';
import { movedTo, reportOf, scenariosOf } from './scenario-steps.ts';

const commandsTo = (lab: ScenarioLab, appliance: string) =>
  (lab.view().power[appliance]?.commands ?? []).map(({ resetType }) => resetType);

const instanceOf = (lab: ScenarioLab, appliance: string) => {
  const instance = lab.cloud.cloud.ec2.instances.get(lab.sites.powerDevices[appliance]?.instanceId ?? '');
  if (!instance) throw new Error(`${appliance} has no instance`);
  return instance;
};

/** The primary hangs, and the recovery ends. */
const failover = async (lab: ScenarioLab, deadlineSeconds = 1_500) => {
  const { primary } = await beginGoodDay(lab);
  const diedMs = lab.clock.nowMs();
  primary.die();
  const execution = await recoveryEnds(lab, diedMs, deadlineSeconds);
  return { primary, diedMs, execution, report: await reportOf(lab, execution) };
};

describe('a primary on EC2', () => {
  const scenario = scenariosOf({ powerMethods: ['ec2'] });

  scenario('is stopped by force, and users are moved once its instance is stopped', async (lab) => {
    const { primary, diedMs, report } = await failover(lab);
    expect(primary.power).toBe('Off');
    expect(instanceOf(lab, 'london').state).toBe('stopped');
    expect(commandsTo(lab, 'london')).toEqual(['ForceOff']);
    expect(commandsTo(lab, 'dublin')).toEqual([]);
    expect(movedTo(lab)).toEqual(['dublin']);
    await servedBy(lab, 'dublin', diedMs, 60);
    expect(report).toMatchObject({ outcome: 'moved', fence: { outcome: 'fenced' } });
    expect(report.fence?.confirmedBy).toMatch(/^ec2 i-\d{17} in eu-central-1$/);
  });

  scenario('that stays in stopping is no fence: the policy halts, and nobody is moved', async (lab) => {
    const stuckMs = 3_600_000;
    instanceOf(lab, 'london').traits.stoppingMs = stuckMs;
    const { primary, execution, report } = await failover(lab);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'FenceUnconfirmed' });
    expect(JSON.stringify(report.timeline)).toContain('reads the appliance as changing');
    expect(primary.power).toBe('On');
    expect(movedTo(lab)).toEqual([]);
  });

  scenario('whose instance is another machine’s gets no command', async (lab) => {
    instanceOf(lab, 'london').tags = { Name: 'somebody else' };
    const { execution, report } = await failover(lab);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'FenceUnconfirmed' });
    expect(JSON.stringify(report.timeline)).toContain('WrongAppliance');
    expect(commandsTo(lab, 'london')).toEqual([]);
    expect(movedTo(lab)).toEqual([]);
  });

  scenario('with stop protection is not fenced, and the message names the fix', async (lab) => {
    instanceOf(lab, 'london').stopProtection = true;
    const { execution, report } = await failover(lab);
    expect(execution.error).toBe('FenceUnconfirmed');
    expect(JSON.stringify(report)).toContain('disableApiStop');
    expect(movedTo(lab)).toEqual([]);
  });

  scenario('that something else starts again after the move is stopped again', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const instance = instanceOf(lab, 'london');
    instance.traits.startsAgainAfterMs = 180_000;
    const diedMs = lab.clock.nowMs();
    primary.die();
    await recoveryEnds(lab, diedMs, 900);
    delete instance.traits.startsAgainAfterMs;
    await lab.until('a second stop', 1_200, () => commandsTo(lab, 'london').length > 1);
    await lab.until('london to be off', 300, () => primary.power === 'Off');
    expect(movedTo(lab)).toEqual(['dublin']);
  });
});

describe('a primary on a hypervisor, behind the owner’s function', () => {
  const scenario = scenariosOf({ powerMethods: ['hypervisor'] });

  scenario('is stopped by it, and users are moved', async (lab) => {
    const { primary, diedMs, report } = await failover(lab);
    expect(primary.power).toBe('Off');
    expect(commandsTo(lab, 'london')).toEqual(['ForceOff']);
    await servedBy(lab, 'dublin', diedMs, 60);
    expect(report).toMatchObject({ outcome: 'moved', fence: { outcome: 'fenced' } });
    expect(report.fence?.confirmedBy).toContain('function:power-hypervisor-london');
  });

  scenario('is not believed to be off while it answers', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const { hypervisor } = lab.sites.powerDevices.london ?? {};
    const diedMs = lab.clock.nowMs();
    primary.die();
    // The function reads another machine, which is off; the appliance comes back when Fence asks.
    await lab.until('the fence', 900, () =>
      lab.cloud.executions().some(({ events }) => events.some(({ state }) => state === 'Fence')),
    );
    if (hypervisor) hypervisor.says = 'stopped';
    primary.revive();
    const execution = await recoveryEnds(lab, diedMs, 1_500);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'FenceUnconfirmed' });
    expect(JSON.stringify(await reportOf(lab, execution))).toContain('Twinbox does not trust lambda');
    expect(movedTo(lab)).toEqual([]);
  });

  scenario('that is a clone with another identity gets no command', async (lab) => {
    const { primary } = await beginGoodDay(lab);
    const { hypervisor } = lab.sites.powerDevices.london ?? {};
    // The hour's reading notes the machine while all is well.
    await lab.until('london’s machine to be noted', 7_200, () =>
      lab.cloud.logs().some(({ line }) => line.includes('power of london') && line.includes('UUID')),
    );
    if (hypervisor) hypervisor.uuid = '00000000-1111-2222-3333-444444444444';
    const diedMs = lab.clock.nowMs();
    primary.die();
    const execution = await recoveryEnds(lab, diedMs, 1_500);
    expect(execution.error).toBe('FenceUnconfirmed');
    expect(JSON.stringify(await reportOf(lab, execution))).toContain('FenceTargetChanged');
    expect(commandsTo(lab, 'london')).toEqual([]);
    expect(movedTo(lab)).toEqual([]);
  });
});

describe('a primary with two power methods', () => {
  const scenario = scenariosOf({ powerMethods: ['redfish', 'strip'] });

  scenario('is fenced by the second, because the first died with its site', async (lab) => {
    const { london: controller } = lab.sites.power;
    if (controller) controller.failureMode = 'unreachable';
    const { primary, report } = await failover(lab);
    expect(primary.power).toBe('Off');
    // Two power supplies, two outlets.
    expect(commandsTo(lab, 'london')).toEqual(['ForceOff', 'ForceOff']);
    expect(report).toMatchObject({ outcome: 'moved', fence: { outcome: 'fenced' } });
    expect(report.fence?.confirmedBy).toContain('function:power-strip-london');
    expect(movedTo(lab)).toEqual(['dublin']);
  });
});
