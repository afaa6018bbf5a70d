// A pair that is only observed: its primary dies, nothing changes, operators are notified what would have happened, and
// no role in the deployment has the right to change anything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginGoodDay } from '../../lab/scenario/failover-scenario.ts';
import { STACK_NAME } from '../../lab/scenario/setup/assembly.ts';
import type { LabPair } from '../../lab/scenario/setup/lab-settings.ts';
import { allowing, covers } from '../lib/statements.ts';
import type { Template } from '../lib/synthesized.ts';
import { preparedOnce } from './prepared.ts';
import { recoveryEnds } from './recovery-ends.ts';
import {
  movedTo,
  notified,
  recordOf,
  reportOf,
  restoredTo,
  scenariosOf,
  sideEffects,
  statesOf,
} from './scenario-steps.ts';

/** Roles whose statements allow that on one of these resources, ignoring conditions. */
const holdersOf = (template: Template, action: string, resources: readonly string[]): readonly string[] =>
  allowing(template, action)
    .filter((statement) =>
      statement.resources.some((pattern) => resources.some((resource) => covers(pattern, resource))),
    )
    .map(({ holder }) => holder);

/** Roles that could repoint the service, call a restore, or power an appliance off. */
const powersIn = (template: Template, pair: LabPair): Readonly<Record<string, readonly string[]>> => {
  const power = pair.appliances.flatMap((appliance) =>
    appliance.power.flatMap((method) => (method.method === 'redfish' ? [method.secret] : [])),
  );
  const secrets = power.map((name) => `arn:aws:secretsmanager:eu-central-1:<AWS::AccountId>:secret:${name}-a1B2c3`);
  const restores = pair.appliances.flatMap(({ restore }) => restore.functionArn ?? []);
  const invoking = ['lambda:InvokeFunction', 'lambda:InvokeAsync'].flatMap((action) =>
    holdersOf(template, action, restores),
  );
  return {
    repoint: allowing(template, 'route53:ChangeResourceRecordSets').map(({ holder }) => holder),
    restore: invoking,
    switchOff: holdersOf(template, 'secretsmanager:GetSecretValue', secrets),
  };
};

describe('an observed pair', () => {
  const scenario = scenariosOf({ automation: 'observe' });

  scenario('whose primary dies does not change, and operators are notified what would have happened', async (lab) => {
    const { primary, standby } = await beginGoodDay(lab);
    const diedMs = lab.clock.nowMs();
    primary.die();
    const execution = await recoveryEnds(lab, diedMs);

    expect(execution.status).toBe('SUCCEEDED');
    expect(statesOf(lab, execution).filter((state) => state !== 'Confirm')).toEqual(['Begin', 'Prepare', 'Finish']);
    const would = (): readonly string[] => notified(lab).filter((text) => text.startsWith('WouldHaveActed: '));
    expect(would()).toEqual([
      expect.stringMatching(
        /^WouldHaveActed: support would have moved from london to dublin\n.*Traffic has not been moved.*Would be lost: .* since the backup/s,
      ),
    ]);
    expect(await reportOf(lab, execution)).toMatchObject({ outcome: 'would-have-acted', usersMoved: false });
    expect((await recordOf(lab)).primary).toBe(primary.name);

    // The outage continues: Twinbox neither acts later nor notifies every minute.
    await lab.clock.sleep(180_000);
    expect(sideEffects(lab)).toEqual([]);
    expect(movedTo(lab)).toEqual([]);
    expect(restoredTo(lab, standby.name)).toEqual([]);
    expect(would()).toHaveLength(1);
  });

  scenario('has a deployment in which no role can repoint, restore or power off', async (lab) => {
    const [template] = lab.cloud.templates;
    expect(powersIn(template?.raw as unknown as Template, lab.pair)).toEqual({
      repoint: [],
      restore: [],
      switchOff: [],
    });
  });
});

describe('a pair with automation act', () => {
  test('has a deployment in which each of these rights has its roles, so that the check above is meaningful', async () => {
    await using prepared = await preparedOnce({ automation: 'act' });
    const text = readFileSync(join(prepared.assembly.directory, `${STACK_NAME}.template.json`), 'utf8');
    expect(powersIn(JSON.parse(text) as Template, prepared.pair)).toEqual({
      repoint: ['FunctionsClaimTrafficRole', 'FunctionsMoveTrafficRole', 'FunctionsSetPrimaryRole'],
      restore: ['FunctionsUploadBackupRole'],
      // Prepare and ReadPower only read, but they hold the controller's account.
      switchOff: [
        ...['FunctionsPowerOnRole', 'FunctionsPrepareRole', 'FunctionsShutDownRole'],
        ...['FunctionsFenceRole', 'FunctionsReadPowerRole'],
      ],
    });
  });
});
