// What every way to restore must do, whatever it goes through, against a box that really replaces its accounts.
import type { RestoreWay } from '../../functions/appliance/appliance.ts';
import { kindsOf, type RestoreStage, restoreBy } from './restore-stage.ts';

export interface WayOnStage {
  readonly stage: RestoreStage;
  readonly way: RestoreWay;
  /** From now on the box refuses our account. */
  readonly refuseAccount: () => void;
  /** The name under which it is refused. */
  readonly refusedAs: string;
}

export const restoreWayContract = (name: string, set: () => Promise<WayOnStage>): void => {
  const failing = async (prepare: (on: WayOnStage) => void, error: string, reachesBox = false): Promise<WayOnStage['stage']> => {
    const on = await set();
    await using stage = on.stage;
    prepare(on);
    const thrown = await restoreBy(on.way, stage).then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(thrown).toMatchObject({ name: error, hint: expect.stringMatching(/./) });
    expect(String(thrown)).not.toMatch(/Signature|password of|p&s=w|p%26s/);
    if (!reachesBox) expect(kindsOf(stage)).not.toContain('restore-begun');
    expect(stage.dublin.configuration).toBe('configuration of dublin');
    return stage;
  };
  describe(`${name} as a way to restore`, () => {
    test('gives exactly the backup to the box, and tells what the box said', async () => {
      const { stage, way } = await set();
      await using on = stage;
      const { marker } = await restoreBy(way, on);
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

    test('a vault that gives nothing refuses the restore, and the box hears of no file', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'gone';
      }, 'RestoreRefused'));

    test('a vault that stops in the middle refuses the restore', () =>
      failing(({ stage }) => {
        stage.vault.gives = 'cut';
      }, 'RestoreRefused'));

    test('a file that the box does not take is refused as a file', async () => {
      const stage = await failing(({ stage: { dublin } }) => {
        dublin.moods.restore = 'refuse';
      }, 'FileRefused');
      expect(kindsOf(stage)).toContain('restore-refused');
    });

    test('a refused account is named, and tried once', async () => {
      const on = await set();
      await using stage = on.stage;
      on.refuseAccount();
      await expect(restoreBy(on.way, stage)).rejects.toMatchObject({ name: on.refusedAs });
      expect(kindsOf(stage).filter((kind) => /refused/.test(kind))).toHaveLength(1);
      expect(kindsOf(stage)).not.toContain('restore-begun');
    });

    test('a box that is away refuses the restore', () => failing(({ stage: { dublin } }) => dublin.die(), 'RestoreRefused'));

    test('a lost answer proves nothing, though the box restores', async () => {
      const { stage, way } = await set();
      await using on = stage;
      on.dublin.moods.restore = 'lost-answer';
      await expect(restoreBy(way, on)).rejects.toMatchObject({ name: 'RestoreUnproven' });
      on.restored();
      expect(on.dublin.generation).toBe(1);
    });

    test('the word of a box that does nothing is told as it is: others have to prove it', async () => {
      const { stage, way } = await set();
      await using on = stage;
      on.dublin.moods.restore = 'no-restart';
      await expect(restoreBy(way, on)).resolves.toMatchObject({ marker: expect.stringMatching(/./) });
      expect(on.dublin.generation).toBe(0);
    });
  });
};
