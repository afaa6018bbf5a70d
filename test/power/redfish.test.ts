// Redfish passes the contract at a simulated controller, and meets the answers that the simulation does not give.
import type { RequestListener } from 'node:http';
import { redfish } from '../../functions/power/redfish.ts';
import type { RedfishSettings } from '../../functions/power/redfish-settings.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { eventually, soon } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { tlsServer } from '../net/tls-server.ts';
import { type PowerStage, powerContract } from './power.contract.ts';
import { ACCOUNT, redfishStage } from './redfish-stage.ts';

const settingsOf = (port: number, ca: string, serverName?: string): RedfishSettings => ({
  method: 'redfish',
  address: '127.0.0.1',
  port,
  systemPath: '/redfish/v1/Systems/1',
  secret: 'twinbox/london-power',
  tls: serverName === undefined ? { ca } : { ca, serverName },
});

const simulated = async (): Promise<PowerStage> => {
  const on = await redfishStage();
  const { appliance, controller, power } = on;
  return {
    power,
    commands: () => controller.commands.map(({ resetType }) => resetType),
    settle: () => eventually(() => appliance.power === 'Off', 'the shutdown'),
    runs: () => appliance.power === 'On',
    switchOn: () => appliance.powerOn(),
    lie: () => {
      controller.failureMode = 'lie';
    },
    refuse: () => {
      controller.failureMode = 'wrong-password';
    },
    silence: async () => {
      controller.failureMode = 'unreachable';
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
};

powerContract('redfish', simulated);

describe('redfish', () => {
  const at = async (answer: RequestListener) => {
    const server = await tlsServer(answer);
    return { server, power: redfish(machine, settingsOf(server.port, server.ca), async () => ACCOUNT) };
  };

  test.each([
    ['On', 'on'],
    ['Off', 'off'],
    ['PoweringOff', 'changing'],
    ['PoweringOn', 'changing'],
    ['Paused', 'changing'],
  ])('reads PowerState %s as %s', async (PowerState, expected) => {
    const { server, power } = await at((_request, response) => response.end(JSON.stringify({ Id: '1', PowerState })));
    await using _server = server;
    await expect(power.read(soon())).resolves.toBe(expected);
  });

  test.each([204, 200, 202])('takes HTTP %i to the action as taken: what is read back decides', async (status) => {
    let asked = '';
    let action: string | undefined;
    const { server, power } = await at(async (request, response) => {
      if (request.method === 'GET') {
        response.end('{"PowerState":"On"}');
        return;
      }
      action = `${request.method} ${request.url}`;
      for await (const chunk of request) asked += String(chunk);
      response.writeHead(status);
      response.end();
    });
    await using _server = server;
    await power.off(soon());
    expect(action).toBe('POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset');
    expect(JSON.parse(asked)).toEqual({ ResetType: 'ForceOff' });
  });

  test.each([
    ['a busy controller', 503, '{}'],
    ['no JSON', 200, '<html>'],
    ['a list', 200, '["On"]'],
  ])('%s is unreachable, never off', async (_says, status, body) => {
    const { server, power } = await at((_request, response) => {
      response.writeHead(status);
      response.end(body);
    });
    await using _server = server;
    await expect(power.read(soon())).rejects.toMatchObject({ name: 'PowerUnreachable' });
  });

  test('a foreign certificate never gets the password', async () => {
    let asked = 0;
    await using server = await tlsServer(() => {
      asked += 1;
    });
    const { caPem } = await createCertificateAuthority();
    const power = redfish(machine, settingsOf(server.port, caPem), async () => ACCOUNT);
    await expect(power.read(soon())).rejects.toMatchObject({
      name: 'PowerUnreachable',
      message: expect.stringContaining('untrusted'),
    });
    expect(asked).toBe(0);
  });

  test('no message tells the password', async () => {
    const { server, power } = await at((_request, response) => {
      response.writeHead(401);
      response.end();
    });
    await using _server = server;
    await expect(power.read(soon())).rejects.toMatchObject({ message: expect.not.stringContaining(ACCOUNT.password) });
  });
});
