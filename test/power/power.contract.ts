// What every way to switch an appliance off must do, whatever it talks to.
import type { Power } from '../../functions/power/power.ts';
import { soon } from '../../packages/local-cloud/testing/patience.ts';

export interface PowerStage extends AsyncDisposable {
  /** The commands that reached it, in its own words; for a method that can shut down gently or power on. */
  readonly commands?: () => readonly string[];
  /** Lets a shutdown end that takes its time. */
  readonly settle?: () => Promise<void>;
  readonly power: Power;
  /** Whether the appliance really runs. */
  readonly runs: () => boolean;
  readonly switchOn: () => void;
  /** From now on the controller takes the request and does nothing. */
  readonly lie: () => void;
  /** From now on it refuses our account. */
  readonly refuse: () => void;
  /** From now on it does not answer. */
  readonly silence: () => Promise<void>;
}

export const powerContract = (method: string, stage: () => Promise<PowerStage>): void => {
  describe(`${method} as a way to switch off`, () => {
    test('reads on, switches off, reads off', async () => {
      await using on = await stage();
      await expect(on.power.read(soon())).resolves.toBe('on');
      await on.power.off(soon());
      await on.settle?.();
      expect(on.runs()).toBe(false);
      await expect(on.power.read(soon())).resolves.toBe('off');
    });

    test('may be asked twice', async () => {
      await using on = await stage();
      await on.power.off(soon());
      await on.power.off(soon());
      await on.settle?.();
      await on.power.off(soon());
      await expect(on.power.read(soon())).resolves.toBe('off');
    });

    test('reads what is, not what was asked for', async () => {
      await using on = await stage();
      on.lie();
      await on.power.off(soon());
      await expect(on.power.read(soon())).resolves.not.toBe('off');
      expect(on.runs()).toBe(true);
    });

    test('sees an appliance that somebody switched on again', async () => {
      await using on = await stage();
      await on.power.off(soon());
      await on.settle?.();
      on.switchOn();
      await expect(on.power.read(soon())).resolves.not.toBe('off');
    });

    test('a refused account is PowerRefused, for both', async () => {
      await using on = await stage();
      on.refuse();
      await expect(on.power.read(soon())).rejects.toMatchObject({
        name: 'PowerRefused',
        hint: expect.stringMatching(/./),
      });
      await expect(on.power.off(soon())).rejects.toMatchObject({ name: 'PowerRefused' });
      expect(on.runs()).toBe(true);
    });

    test('a controller that does not answer is PowerUnreachable within the time given', async () => {
      await using on = await stage();
      await on.silence();
      await expect(on.power.read(AbortSignal.timeout(60))).rejects.toMatchObject({ name: 'PowerUnreachable' });
      await expect(on.power.off(AbortSignal.timeout(60))).rejects.toMatchObject({ name: 'PowerUnreachable' });
    });

    test('shuts down gently and never by force, and powers on again', async () => {
      await using on = await stage();
      const { power, commands, settle } = on;
      if (power.shutDown === undefined || power.on === undefined || commands === undefined) return;
      await power.on(soon());
      expect(commands?.()).toEqual([]);
      await power.shutDown(soon());
      expect(commands?.()).toHaveLength(1);
      expect(commands?.()[0]).not.toMatch(/force/i);
      await power.shutDown(soon());
      expect(commands?.()).toHaveLength(1);
      await settle?.();
      expect(on.runs()).toBe(false);
      await power.shutDown(soon());
      expect(commands?.()).toHaveLength(1);
      await power.on(soon());
      expect(on.runs()).toBe(true);
      await expect(power.read(soon())).resolves.not.toBe('off');
    });

    test('tells the same by its probe', async () => {
      await using on = await stage();
      await expect(on.power.probe(soon())).resolves.toMatchObject({ state: 'on', target: expect.any(Object) });
    });

    test('has a name for the evidence', async () => {
      await using on = await stage();
      expect(on.power.method).not.toBe('');
    });
  });
};
