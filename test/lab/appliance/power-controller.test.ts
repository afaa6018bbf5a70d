// The Redfish controller switches its appliance off and on and tells which, and fails in the ways that a fence must
// survive.
import type { SimulatedAppliance } from '../../../lab/appliance/appliance.ts';
import { type PowerController, startPowerController } from '../../../lab/appliance/power/power-controller.ts';
import { scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { isSilent } from '../../../packages/local-cloud/testing/patience.ts';
import { ask, basic, type Reply, sharedAuthority, simulatedAppliance, until } from './ask.ts';

const SYSTEM = '/redfish/v1/Systems/1';
const headers = { ...basic('power', 'word'), 'content-type': 'application/json' };
const askPower = (power: PowerController, path: string, question = {}) =>
  ask(power, path, { headers, ...question }, 'power.london');
const reset = (power: PowerController, ResetType: string): Promise<Reply> =>
  askPower(power, `${SYSTEM}/Actions/ComputerSystem.Reset`, { method: 'POST', body: JSON.stringify({ ResetType }) });
const powerState = async (power: PowerController): Promise<unknown> =>
  (JSON.parse((await askPower(power, SYSTEM)).text) as { PowerState: unknown }).PowerState;

const controller = async (london: SimulatedAppliance): Promise<PowerController> =>
  startPowerController({
    ...{ address: '127.0.0.1', port: 0, ca: await sharedAuthority(), clock: scaledClock(10) },
    ...{ user: 'power', password: 'word', appliance: london, slowSeconds: 1 },
  });

test('forced off is off at once and read back as Off; on boots the appliance again', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  expect(await powerState(power)).toBe('On');
  expect((await reset(power, 'ForceOff')).status).toBe(204);
  expect(london.power).toBe('Off');
  expect(await powerState(power)).toBe('Off');
  await reset(power, 'ForceOff');
  expect((await reset(power, 'On')).status).toBe(204);
  expect(await powerState(power)).toBe('On');
  await until(() => london.answering, 'boot');
  expect(power.commands.map(({ resetType }) => resetType)).toEqual(['ForceOff', 'ForceOff', 'On']);
});

test('a graceful shutdown passes through PoweringOff', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  await reset(power, 'GracefulShutdown');
  expect(await powerState(power)).toBe('PoweringOff');
  await until(() => london.power === 'Off', 'off');
  expect(await powerState(power)).toBe('Off');
});

test('only the service root is readable without the right password', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  expect((await ask(power, '/redfish/v1', {}, 'power.london')).status).toBe(200);
  expect((await ask(power, SYSTEM, { headers: basic('power', 'guess') }, 'power.london')).status).toBe(401);
  power.failureMode = 'wrong-password';
  expect((await reset(power, 'ForceOff')).status).toBe(401);
  expect(london.power).toBe('On');
  expect(power.commands).toEqual([]);
});

test('an unknown reset type is 400 and an unknown system 404', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  expect((await reset(power, 'Nmi')).status).toBe(400);
  expect((await askPower(power, '/redfish/v1/Systems/2')).status).toBe(404);
});

test('a controller can refuse, lie, or take its time', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  power.failureMode = 'refuse';
  expect((await reset(power, 'ForceOff')).status).toBe(503);
  power.failureMode = 'lie';
  expect((await reset(power, 'ForceOff')).status).toBe(204);
  expect(await powerState(power)).toBe('On');
  expect(london.answering).toBe(true);
  power.failureMode = 'slow';
  await reset(power, 'ForceOff');
  expect(await powerState(power)).toBe('PoweringOff');
  await until(() => london.power === 'Off', 'off');
});

test('an unreachable controller never answers, and answers again when the failure mode has passed', async () => {
  await using london = await simulatedAppliance('london');
  await using power = await controller(london);
  power.failureMode = 'unreachable';
  expect(await isSilent(powerState(power))).toBe(true);
  power.failureMode = undefined;
  expect(await powerState(power)).toBe('On');
});
