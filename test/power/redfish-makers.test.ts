// Redfish at controllers of other makers: what the standard leaves open, and what they do beside it.
import type { PowerQuirks } from '../../lab/appliance/power/power-quirks.ts';
import { ACCOUNT, type RedfishStage, redfishStage, soon } from './redfish-stage.ts';

const ONE = '/redfish/v1/Systems/1';
const types = ({ controller }: RedfishStage) => controller.commands.map(({ resetType }) => resetType);

describe('a refusal is never taken for acceptance', () => {
  const LISTED = ['On', 'ForceOff'];
  test.each([
    [400, 'PowerActionRefused'],
    [409, 'PowerConflict'],
    [412, 'PowerPreconditionFailed'],
    [428, 'PowerPreconditionFailed'],
    [404, 'PowerNotFound'],
    [405, 'PowerNotFound'],
    [501, 'PowerNotFound'],
    [422, 'PowerActionRefused'],
    [403, 'PowerRefused'],
    [503, 'PowerUnreachable'],
    [429, 'PowerUnreachable'],
  ])('HTTP %i to the action is %s, with the values that the controller allows', async (status, name) => {
    await using on = await redfishStage({ allowable: LISTED, refuses: { status, resetTypes: ['ForceOff'] } });
    await expect(on.power.off(soon())).rejects.toMatchObject({
      name,
      message: expect.stringMatching(new RegExp(`ForceOff.*HTTP ${status}.*allows On, ForceOff`)),
    });
    expect(on.appliance.power).toBe('On');
  });
});

describe('the order', () => {
  test.each<readonly [string, PowerQuirks, string]>([
    [
      'by force where that is allowed',
      { allowable: ['On', 'PushPowerButton', 'GracefulShutdown', 'ForceOff'] },
      'ForceOff',
    ],
    [
      'by shutdown where force is not listed',
      { allowable: ['On', 'GracefulShutdown', 'PushPowerButton'] },
      'GracefulShutdown',
    ],
    [
      'by its button where nothing else is listed',
      { allowable: ['On', 'PushPowerButton', 'ForceRestart'] },
      'PushPowerButton',
    ],
    [
      'by shutdown where force is listed and refused',
      { allowable: ['ForceOff', 'GracefulShutdown'], refuses: { status: 400, resetTypes: ['ForceOff'] } },
      'GracefulShutdown',
    ],
    [
      'by the values of its action info',
      { allowable: ['On', 'GracefulShutdown'], actionInfo: true },
      'GracefulShutdown',
    ],
    [
      'by shutdown where nothing is listed and force is refused',
      { allowable: 'unreported', refuses: { status: 409, resetTypes: ['ForceOff'] } },
      'GracefulShutdown',
    ],
  ])('%s', async (_says, quirks, step) => {
    await using on = await redfishStage(quirks);
    await expect(on.power.off(soon())).resolves.toBe(step);
    expect(types(on)).toEqual([step]);
  });

  test('the button is not pushed where the system does not read as on', async () => {
    await using on = await redfishStage({ allowable: ['On', 'PushPowerButton'] });
    on.appliance.powerOff();
    await expect(on.power.off(soon())).resolves.toBeUndefined();
    expect(on.appliance.power).toBe('Off');
    expect(types(on)).toEqual([]);
  });

  test('the button is not pushed on the word of an earlier reading', async () => {
    await using on = await redfishStage({ allowable: ['On', 'PushPowerButton'] });
    await expect(on.power.read(soon())).resolves.toBe('on');
    on.appliance.powerOff();
    await on.power.off(soon());
    expect(types(on)).toEqual([]);
  });

  test('nothing that restarts is ever asked for', async () => {
    await using on = await redfishStage({ allowable: ['On', 'ForceRestart', 'GracefulRestart', 'PowerCycle', 'Nmi'] });
    await expect(on.power.off(soon())).rejects.toMatchObject({
      name: 'PowerActionRefused',
      message: expect.stringContaining('allows On, ForceRestart, GracefulRestart, PowerCycle, Nmi'),
    });
    expect(types(on)).toEqual([]);
  });

  test('a shutdown is waited for before the button is pushed', async () => {
    await using on = await redfishStage({ allowable: ['GracefulShutdown', 'PushPowerButton'], ignoresGraceful: true });
    const step = await on.power.off(soon());
    expect(step).toBe('GracefulShutdown');
    await expect(on.power.off(soon(), { step: 'GracefulShutdown', agoMs: 20_000 })).resolves.toBeUndefined();
    await expect(on.power.off(soon(), { step: 'GracefulShutdown', agoMs: 61_000 })).resolves.toBe('PushPowerButton');
    expect(types(on)).toEqual(['GracefulShutdown', 'PushPowerButton']);
  });
});

describe('preconditions', () => {
  test.each<readonly [string, NonNullable<PowerQuirks['etag']>]>([
    ['428 without one', 'required'],
    ['412 without one', 'required-by-412'],
    ['412 with any', 'refused'],
  ])('a controller that answers %s is switched off', async (_says, etag) => {
    await using on = await redfishStage({ etag });
    await expect(on.power.off(soon())).resolves.toBe('ForceOff');
    expect(on.appliance.power).toBe('Off');
  });
});

describe('addresses are read, not built', () => {
  test.each<readonly [string, PowerQuirks, string | undefined, string]>([
    ['a path with a final slash', {}, `${ONE}/`, `${ONE}/Actions/ComputerSystem.Reset`],
    [
      'no path, one system of another name',
      { systems: ['System.Embedded.1'] },
      undefined,
      '/redfish/v1/Systems/System.Embedded.1/Actions/ComputerSystem.Reset',
    ],
    ['an action that is somewhere else', { target: '/redfish/v1/Oem/Switch/Off' }, ONE, '/redfish/v1/Oem/Switch/Off'],
  ])('%s', async (_says, quirks, systemPath, action) => {
    await using on = await redfishStage(quirks, systemPath === undefined ? {} : { systemPath });
    await on.power.off(soon());
    expect(on.controller.asked.at(-1)).toBe(`POST ${action}`);
    expect(on.appliance.power).toBe('Off');
  });

  test('several systems and no path are refused, naming them, and nothing is switched off', async () => {
    await using on = await redfishStage({ systems: ['blade-1', 'blade-2'] });
    for (const asking of [on.power.read(soon()), on.power.off(soon())]) {
      await expect(asking).rejects.toMatchObject({
        name: 'PowerTargetUnclear',
        message: expect.stringMatching(/2 systems.*blade-1.*blade-2/),
      });
    }
    expect(types(on)).toEqual([]);
  });

  test('several systems and a path are clear', async () => {
    await using on = await redfishStage(
      { systems: ['blade-1', 'blade-2'] },
      { systemPath: '/redfish/v1/Systems/blade-1' },
    );
    await on.power.off(soon());
    expect(on.appliance.power).toBe('Off');
  });

  test('redirects to the same host and port are followed, for commands as well', async () => {
    await using on = await redfishStage({ redirects: 'slash' });
    await expect(on.power.read(soon())).resolves.toBe('on');
    await expect(on.power.off(soon())).resolves.toBe('ForceOff');
    expect(on.appliance.power).toBe('Off');
  });

  test.each<readonly [string, (elsewhere: number) => PowerQuirks]>([
    ['a redirect', (port) => ({ redirects: { to: `https://127.0.0.1:${port}` } })],
    ['a redirect to plain HTTP', (port) => ({ redirects: { to: `http://127.0.0.1:${port}` } })],
    ['an action', (port) => ({ target: `https://127.0.0.1:${port}${ONE}/Actions/ComputerSystem.Reset` })],
    ['an action without scheme', (port) => ({ target: `//127.0.0.1:${port}/redfish/v1/off` })],
  ])('%s to another port is PowerRedirected, and the account does not go there', async (_says, quirksAt) => {
    await using other = await redfishStage();
    await using on = await redfishStage(quirksAt(other.controller.port), { systemPath: ONE });
    await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'PowerRedirected' });
    expect(other.controller.asked).toEqual([]);
    expect([on.appliance.power, other.appliance.power]).toEqual(['On', 'On']);
  });
});

describe('states and sizes', () => {
  test.each([null, 'Undead', '', 7, 'constructor', '__proto__', 'toString', ['On'], {}])(
    'PowerState %j is unknown, and no reason not to switch off',
    async (saysPowerState) => {
      await using on = await redfishStage({ saysPowerState });
      await expect(on.power.read(soon())).resolves.toBe('unknown');
      await expect(on.power.off(soon())).resolves.toBe('ForceOff');
      expect(on.appliance.power).toBe('Off');
    },
  );

  test('a system that cannot be read is switched off all the same where the settings name it', async () => {
    await using on = await redfishStage({ unreadable: 500 }, { systemPath: ONE });
    await expect(on.power.read(soon())).rejects.toMatchObject({ name: 'PowerUnreachable' });
    await expect(on.power.off(soon())).resolves.toBe('ForceOff');
    expect(on.appliance.power).toBe('Off');
  });

  test('a system of a megabyte is read', async () => {
    await using on = await redfishStage({ additionBytes: 1024 * 1024 });
    await expect(on.power.read(soon())).resolves.toBe('on');
  });
});

describe('signing in', () => {
  const wrong = { ...ACCOUNT, password: 'not-this' };

  test('uses a session where the controller offers no Basic, and gives it back', async () => {
    await using on = await redfishStage({ signIn: 'sessions' });
    await expect(on.power.read(soon())).resolves.toBe('on');
    await expect(on.power.off(soon())).resolves.toBe('ForceOff');
    expect(on.controller.openSessions).toBe(1);
    await on.power.close?.();
    expect(on.controller.openSessions).toBe(0);
    expect(on.appliance.power).toBe('Off');
  });

  test.each(['basic', 'sessions'] as const)('a wrong password is sent once where it is taken by %s', async (signIn) => {
    await using on = await redfishStage({ signIn }, {}, wrong);
    await expect(on.power.read(soon())).rejects.toMatchObject({
      name: 'PowerRefused',
      message: expect.not.stringContaining(wrong.password),
    });
    expect(on.controller.presented).toBe(1);
  });
});

test('tells which machine it stands beside', async () => {
  const identity = { UUID: '4C4C4544-0031-3010-8050-B4C04F4D3333', SerialNumber: 'ABC1234', HostName: 'London' };
  await using on = await redfishStage({ identity });
  await expect(on.power.probe(soon())).resolves.toEqual({
    state: 'on',
    target: { uuid: identity.UUID.toLowerCase(), serialNumber: 'ABC1234', hostName: 'london' },
    allowed: ['ForceOff', 'GracefulShutdown', 'On'],
  });
});
