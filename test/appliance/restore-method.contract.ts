// What every way to restore must do, whatever it goes through, against an appliance that really replaces its accounts.
import type { RestoreMethod } from '../../functions/appliance/appliance.ts';
import { kindsOf, type RestoreStage, restoreBy } from './restore-stage.ts';

export interface MethodOnStage {
  readonly stage: RestoreStage;
  readonly method: RestoreMethod;
  /** From now on the appliance refuses our account. */
  readonly refuseAccount: () => void;
  /** The name under which it is refused. */
  readonly refusedAs: string;
}

export const restoreMethodContract = (name: string, set: () => Promise<MethodOnStage>): void => {
  const failing = async (
    prepare: (on: MethodOnStage) => void,
    error: string,
    reachesAppliance = false,
  ): Promise<MethodOnStage['stage']> => {
    const on = await set();
    await using stage = on.stage;
    prepare(on);
    const thrown = await restoreBy(on.method, stage).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(thrown).toMatchObject({ name: error, hint: expect.stringMatching(/./) });
    expect(String(thrown)).not.toMatch(/Signature|password of|p&s=w|p%26s/);
    if (!reachesAppliance) expect(kindsOf(stage)).not.toContain('restore-begun');
    expect(stage.dublin.configuration).toBe('configuration of dublin');
    return stage;
  };
  describe(`${name} as a way to restore`, () => {
    test('gives exactly the backup to the appliance, and tells what the appliance said', async () => {
      const { stage, method } = await set();
      await using on = stage;
      const { marker } = await restoreBy(method, on);
      expect(marker).toMatch(/restor|backup|configuration|settings/i);
      on.restored();
      expect(on.dublin.generation).toBe(1);
      expect(on.dublin.configuration).toBe('configuration of london');
      expect(on.dublin.restoredFrom?.sha256).toBe(on.order.backup.sha256);
      expect(on.dublin.account.clientId).toBe('london-id');
    });

    test('a damaged backup never reaches its end, and is refused', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'damaged';
      }, 'FileRefused'));

    test('a shortened backup never reaches its end, and is refused', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'shortened';
      }, 'FileRefused'));

    test('a vault that gives nothing refuses the restore, and the appliance hears of no file', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'gone';
      }, 'RestoreRefused'));

    test('a vault that stops in the middle refuses the restore', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'cut';
      }, 'RestoreRefused'));

    test('a file that the appliance does not take is refused as a file', async () => {
      const stage = await failing(({ stage: { dublin } }) => {
        dublin.failureModes.restore = 'refuse';
      }, 'FileRefused');
      expect(kindsOf(stage)).toContain('restore-refused');
    });

    test('a refused account is named, and tried once', async () => {
      const on = await set();
      await using stage = on.stage;
      on.refuseAccount();
      await expect(restoreBy(on.method, stage)).rejects.toMatchObject({ name: on.refusedAs });
      expect(kindsOf(stage).filter((kind) => /refused/.test(kind))).toHaveLength(1);
      expect(kindsOf(stage)).not.toContain('restore-begun');
    });

    test('an appliance that is away refuses the restore', () =>
      failing(({ stage: { dublin } }) => dublin.die(), 'RestoreRefused'));

    test('a lost answer proves nothing, though the appliance restores', async () => {
      const { stage, method } = await set();
      await using on = stage;
      on.dublin.failureModes.restore = 'lost-answer';
      await expect(restoreBy(method, on)).rejects.toMatchObject({ name: 'RestoreUnproven' });
      on.restored();
      expect(on.dublin.generation).toBe(1);
    });

    test('the word of an appliance that does nothing is told as it is: others have to prove it', async () => {
      const { stage, method } = await set();
      await using on = stage;
      on.dublin.failureModes.restore = 'no-restart';
      await expect(restoreBy(method, on)).resolves.toMatchObject({ marker: expect.stringMatching(/./) });
      expect(on.dublin.generation).toBe(0);
    });
  });
};
