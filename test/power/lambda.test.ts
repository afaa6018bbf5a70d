// The owner's function passes the contract with both worked examples, and every breach of twinbox/power/1 has a name.
import { eventually, soon } from '../../packages/local-cloud/testing/patience.ts';
import { type LambdaStage, lambdaStage, UUID } from './lambda-stage.ts';
import { powerContract } from './power.contract.ts';
import { ORDER } from './power-tools.ts';

const lasting = (on: LambdaStage) => ({
  power: on.power,
  runs: () => on.appliance.power === 'On',
  refuse: () => {
    on.mayCall = false;
  },
  silence: async () => {
    on.handler = () => new Promise(() => undefined);
  },
  [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
});

powerContract('lambda with a hypervisor', async () => {
  const on = await lambdaStage('hypervisor');
  return {
    ...lasting(on),
    commands: () => on.hypervisor.commands.map(({ resetType }) => resetType),
    settle: () => eventually(() => on.appliance.power === 'Off', 'the shutdown'),
    switchOn: () => {
      on.laterMs = 60_000;
      on.appliance.powerOn();
    },
    lie: () => {
      on.hypervisor.failure = 'task-fails';
    },
  };
});

powerContract('lambda with a power strip', async () => {
  const on = await lambdaStage('strip');
  // A strip cannot shut anything down.
  const { shutDown: _gently, ...power } = on.power;
  return {
    ...lasting(on),
    power,
    switchOn: () => {
      on.laterMs = 60_000;
      on.strip.switchOn();
    },
    lie: () => {
      on.strip.failure = 'slow';
    },
  };
});

const answer = (more: object = {}) => ({
  contract: 'twinbox/power/1',
  appliance: 'london',
  identity: { uuid: UUID },
  power: 'on',
  ...more,
});

describe('lambda', () => {
  test('sends with a command what the function needs to refuse it', async () => {
    await using on = await lambdaStage();
    const notAfterMs = Date.UTC(2100, 0, 1);
    const { power } = on;
    await expect(power.off(soon())).resolves.toBe('POST /nodes/pve1/qemu/100/status/stop');
    const { notAfter, ...apply } = on.payloads.at(-1) ?? {};
    expect(apply).toEqual({
      contract: 'twinbox/power/1',
      action: 'apply',
      pair: 'support',
      appliance: 'london',
      identity: { uuid: UUID },
      expected: 'on',
      power: 'off',
      how: 'force',
      recoveryId: ORDER.recoveryId,
      epoch: ORDER.epoch,
    });
    expect(Date.parse(String(notAfter))).toBeLessThan(notAfterMs);
  });

  test('a command right after a reading does not read again, and a later one does', async () => {
    await using on = await lambdaStage();
    const actions = () => on.payloads.map(({ action }) => action);
    await on.power.probe(soon());
    await on.power.off(soon());
    await on.power.read(soon());
    expect(actions()).toEqual(['read', 'apply', 'read']);
    on.laterMs = 60_000;
    await on.power.on?.(soon());
    expect(actions().slice(3)).toEqual(['read', 'apply']);
    expect(on.appliance.power).toBe('On');
  });

  test('an older epoch, a passed notAfter and another machine are refused by the worked example', async () => {
    await using on = await lambdaStage();
    await on.power.off(soon());
    on.appliance.powerOn();
    const { payloads, handler } = on;
    const last = { ...payloads.at(-1), expected: 'on' };
    await expect(handler({ ...last, epoch: ORDER.epoch - 1 })).rejects.toMatchObject({ name: 'EpochTooOld' });
    await expect(handler({ ...last, notAfter: '2020-01-01T00:00:00.000Z' })).rejects.toMatchObject({
      name: 'NotAfterPassed',
    });
    await expect(handler({ ...last, identity: { uuid: 'another' } })).rejects.toMatchObject({
      name: 'UnexpectedIdentity',
    });
    await expect(handler({ ...last, expected: 'changing' })).rejects.toMatchObject({ name: 'UnexpectedPower' });
    await expect(handler({ ...last, contract: 'twinbox/power/2' })).rejects.toMatchObject({ name: 'ContractUnknown' });
    expect(on.hypervisor.commands).toHaveLength(1);
    await expect(handler(last)).resolves.toMatchObject({ accepted: true, power: 'off' });
  });

  test('a machine other than the noted one is WrongAppliance, and gets no command', async () => {
    await using on = await lambdaStage('hypervisor', {
      ...ORDER,
      noted: {
        london: {
          'lambda arn:aws:lambda:eu-west-1:123456789012:function:power-london': {
            uuid: UUID,
            notedAt: '2026-01-01T00:00:00.000Z',
          },
        },
      },
    });
    on.hypervisor.uuid = '00000000-1111-2222-3333-444444444444';
    await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'WrongAppliance' });
    expect(on.hypervisor.commands).toEqual([]);
    expect(on.payloads.map(({ action }) => action)).toEqual(['read']);
  });

  test.each([
    [
      'another version of the contract',
      answer({ contract: 'twinbox/power/2' }),
      'PowerContractBroken',
      'found twinbox/power/2',
    ],
    ['no answer', null, 'PowerContractBroken', 'another form'],
    ['an unknown power', answer({ power: 'OFF' }), 'PowerContractBroken', 'power'],
    ['more than the contract has', answer({ secret: 'x' }), 'PowerContractBroken', 'secret'],
    ['another appliance', answer({ appliance: 'dublin' }), 'WrongAppliance', 'expected london, found dublin'],
  ])('%s is not believed', async (_what, given, name, message) => {
    await using on = await lambdaStage();
    on.handler = async () => given as object;
    await expect(on.power.read(soon())).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  test.each([
    ['NotAfterPassed', 'PowerConflict'],
    ['EpochTooOld', 'PowerConflict'],
    ['UnexpectedIdentity', 'WrongAppliance'],
    ['UnexpectedPower', 'PowerConflict'],
    ['Error', 'PowerFunctionFailed'],
    ['Sandbox.Timedout', 'PowerUnreachable'],
    ['Runtime.ExitError', 'PowerUnreachable'],
  ])('the error %s of the function is %s', async (type, name) => {
    await using on = await lambdaStage();
    on.handler = async () => {
      throw Object.assign(new Error('no'), { name: type });
    };
    await expect(on.power.read(soon())).rejects.toMatchObject({ name });
  });

  test('a function that says off after a command and reads on is not believed', async () => {
    await using on = await lambdaStage();
    on.handler = async (request) => {
      const { action } = request as { action: string };
      return action === 'apply' ? answer({ power: 'off', accepted: true, step: 'done' }) : answer();
    };
    await on.power.off(soon());
    await expect(on.power.read(soon())).rejects.toMatchObject({ name: 'PowerContradicted' });
  });

  test('a function that commands another machine than it read is WrongAppliance', async () => {
    await using on = await lambdaStage();
    on.handler = async (request) => {
      const { action } = request as { action: string };
      return action === 'apply'
        ? answer({
            power: 'off',
            accepted: true,
            step: 'done',
            identity: { uuid: '00000000-1111-2222-3333-444444444444' },
          })
        : answer();
    };
    await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'WrongAppliance' });
  });

  test('a reading also asks for the plan, which changes nothing', async () => {
    await using on = await lambdaStage();
    await expect(on.planned.probe(soon())).resolves.toMatchObject({ state: 'on', target: { uuid: UUID } });
    expect(on.payloads.map(({ action }) => action)).toEqual(['read', 'plan']);
    expect(on.hypervisor.commands).toEqual([]);
    on.handler = async (request) => {
      const { action } = request as { action: string };
      if (action === 'plan') throw new Error('no token');
      return answer();
    };
    await expect(on.planned.probe(soon())).rejects.toMatchObject({ name: 'PowerFunctionFailed' });
  });

  test('a power strip is off only when every outlet is, and does nothing gently', async () => {
    await using on = await lambdaStage('strip');
    await expect(on.power.shutDown?.(soon())).rejects.toMatchObject({ name: 'PowerFunctionFailed' });
    await expect(on.power.off(soon())).resolves.toBe('outlet A3 of 127.0.0.1, outlet B3 of 127.0.0.1 off');
    await expect(on.power.probe(soon())).resolves.toEqual({
      state: 'off',
      target: { serialNumber: 'PDU7/A3 PDU7/B3' },
    });
    expect(on.appliance.power).toBe('Off');
  });
});
