// A simulated appliance: a box with power, a port and TLS. It can die, lose its power, boot, be restored, and tells the
// invariant checker what really happened to it, independently of anything the product writes.

import { openPorts } from './box-ports.ts';
import type { SimulatedAppliance } from './simulated-appliance.ts';
import { type ApplianceOptions, type Box, createBox, FACTORY_TOTALS, type StoredState } from './state/box.ts';

export type { SimulatedAppliance } from './simulated-appliance.ts';
export type { ApiAccount, ApplianceOptions, BoxEvent, BoxEventKind, LoginAccount, Totals } from './state/box.ts';
export type { Moods } from './state/failure-modes.ts';

const DEFAULT_RESTORE_SECONDS = 20;
const DEFAULT_BOOT_SECONDS = 10;
const RESTART_DELAY_MS = 500;

/** Starts a box that is powered, booted and answering. */
export const startAppliance = async (options: ApplianceOptions): Promise<SimulatedAppliance> => {
  const { clock } = options;
  let power: 'On' | 'Off' = 'On';
  let death: 'refuse' | 'black-hole' | 'deaf' | undefined;
  let busy: 'booting' | 'restoring' | undefined;
  let wait: Disposable | undefined;
  let generation = 0;
  let restoredFrom: { sha256: string; atMs: number } | undefined;

  const box: Box = createBox(options, (restore) => beginRestore(restore));
  const listener = await openPorts(box);

  const showPort = (): void => {
    if (power === 'Off' || busy !== undefined || death === 'refuse') listener.set('closed');
    else if (death === 'deaf') listener.set('deaf');
    else listener.set(death === 'black-hole' ? 'silent' : 'open');
  };
  const forgetMemory = (): void => {
    box.tokens.clear();
    box.login.sessions.clear();
    box.healthAnswer = undefined;
    box.shows('oauth.restart');
  };
  const restored = (restore: { state: StoredState; sha256: string }): void => {
    busy = undefined;
    if (box.moods.restore !== 'ignore') {
      box.stored = restore.state;
      box.shows('restore.replaces');
      // The role a box was told to show is part of its stored settings, which the file has just replaced.
      if (box.moods.role !== undefined) box.moods.role = restore.state.role;
      generation += 1;
      restoredFrom = { sha256: restore.sha256, atMs: clock.nowMs() };
      box.record('restored', restore.sha256);
    }
    forgetMemory();
    showPort();
  };
  let restoring = false;
  const beginRestore = (restore: { state: StoredState; sha256: string }): boolean => {
    if (restoring || power === 'Off') return false;
    restoring = true;
    box.record('restore-begun', restore.sha256);
    wait = clock.after(RESTART_DELAY_MS, () => {
      busy = 'restoring';
      box.shows('restore.outage');
      showPort();
      if (box.moods.restore === 'never-returns') return;
      wait = clock.after((options.restoreSeconds ?? DEFAULT_RESTORE_SECONDS) * 1000, () => {
        restoring = false;
        restored(restore);
      });
    });
    return true;
  };
  const powerOff = (): void => {
    if (power === 'Off') return;
    if (restoring) box.record('restore-interrupted');
    power = 'Off';
    restoring = false;
    busy = undefined;
    wait?.[Symbol.dispose]();
    forgetMemory();
    box.shows('power.loss');
    box.record('powered-off');
    showPort();
  };
  const powerOn = (): void => {
    if (power === 'On') return;
    power = 'On';
    busy = 'booting';
    // A process that had died starts again with the machine.
    death = undefined;
    box.record('powered-on');
    wait = clock.after((options.bootSeconds ?? DEFAULT_BOOT_SECONDS) * 1000, () => {
      busy = undefined;
      box.record('booted');
      showPort();
    });
  };

  return {
    name: options.name,
    address: options.address,
    port: listener.port,
    guid: box.guid,
    get power() {
      return power;
    },
    get answering() {
      return listener.mode === 'open' && box.moods.health !== 'hung';
    },
    powerOn,
    powerOff,
    die: (how = 'refuse') => {
      death = how;
      box.record('died', how);
      showPort();
    },
    revive: () => {
      death = undefined;
      box.record('revived');
      forgetMemory();
      showPort();
    },
    moods: box.moods,
    get configuration() {
      return box.stored.configuration;
    },
    set configuration(configuration) {
      box.stored = { ...box.stored, configuration };
    },
    get totals() {
      return box.stored.totals;
    },
    set totals(totals) {
      box.stored = { ...box.stored, totals };
    },
    factoryReset: () => {
      box.stored = { ...box.stored, configuration: 'as it came from the factory', totals: FACTORY_TOTALS };
      box.record('factory-reset');
    },
    get account() {
      return box.stored.account;
    },
    get loginAccount() {
      return box.stored.loginAccount;
    },
    changeSecret: (clientSecret) => {
      box.stored = { ...box.stored, account: { ...box.stored.account, clientSecret } };
      box.tokens.clear();
      box.shows('oauth.secret-change');
    },
    upgrade: (version, build) => {
      box.binding = { ...box.binding, version, build };
      forgetMemory();
    },
    renewCertificate: listener.renewCertificate,
    get generation() {
      return generation;
    },
    get restoredFrom() {
      return restoredFrom;
    },
    issued: box.issued,
    asked: box.asked,
    events: box.events,
    behavioursShown: box.shown,
    settled: () => listener.settled(),
    [Symbol.asyncDispose]: async () => {
      wait?.[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
};
