// Two pairs of one settings file in one account: a fault in the functions of one does not affect the other.
import { alarmArmed, beginGoodDay, executionEnds, isInAlarm, servedBy } from '../../lab/scenario/failover-scenario.ts';
import { keysUnder } from '../../lab/scenario/view/vault-view.ts';
import { movedTo, scenariosOf } from './scenario-steps.ts';

describe('a pair', () => {
  const scenario = scenariosOf({ neighbour: true });

  scenario(
    'recovers while the functions of its neighbour are lost, and neither accesses anything of the other',
    async (lab) => {
      const { calls, faults } = lab.cloud.cloud;
      using losses = new DisposableStack();
      const { primary, standby } = await beginGoodDay(lab);
      // From now on its silence counts.
      await alarmArmed(lab, 'Twinbox-archive-WatcherSilent', 420);
      for (const service of ['s3', 'cloudwatch'])
        losses.use(faults.add({ service, principal: /Twinbox-archive-(watch|inspect)/, kind: 'down', reset: true }));
      const diedMs = lab.clock.nowMs();
      primary.die();
      const execution = await executionEnds(lab, diedMs, 900);
      const firstGood = await servedBy(lab, standby.name, diedMs, 120);

      expect(execution.status).toBe('SUCCEEDED');
      expect(firstGood.appliance).toBe('dublin');
      expect(movedTo(lab)).toEqual(['dublin']);
      expect(new Set(lab.cloud.executions().map(({ stateMachineArn }) => stateMachineArn.split(':').at(-1)))).toEqual(
        new Set(['Twinbox-support-recovery']),
      );
      await isInAlarm(lab, 'Twinbox-archive-WatcherSilent', diedMs, 420);
      await lab.until('a capture of the neighbour', 200, () =>
        keysUnder(lab.view(), 'backups/archive/').some(({ bucket }) => bucket.startsWith('twinbox-archive-')),
      );
      expect(
        keysUnder(lab.view(), 'backups/support/').every(({ bucket }) => bucket.startsWith('twinbox-support-')),
      ).toBe(true);

      const strayed = (of: string, foreign: RegExp): readonly string[] =>
        calls
          .filter(
            ({ principal, input }) => principal.startsWith(`Twinbox-${of}-`) && foreign.test(JSON.stringify(input)),
          )
          .map(({ principal, service, operation }) => `${principal} ${service} ${operation}`);
      expect(calls.some(({ principal }) => principal === 'Twinbox-archive-capture')).toBe(true);
      expect(strayed('archive', /support|london|dublin/)).toEqual([]);
      expect(strayed('support', /archive|paris|rome/)).toEqual([]);
      expect(lab.cloud.denials).toEqual([]);
    },
  );
});
