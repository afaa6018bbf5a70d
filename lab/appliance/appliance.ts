// A simulated appliance with power, ports and TLS. It can die, lose power, boot and be restored. It records for the
// invariant checker what really happened to it, independently of anything that the product writes.

import { openPorts } from './appliance-ports.ts';
import type { SimulatedAppliance } from './simulated-appliance.ts';
import {
  type Appliance,
  type ApplianceOptions,
  createAppliance,
  FACTORY_TOTALS,
  type StoredState,
} from './state/appliance.ts';

export type { SimulatedAppliance } from './simulated-appliance.ts';
export type {
  ApiAccount,
  ApplianceEvent,
  ApplianceEventKind,
  ApplianceOptions,
  LoginAccount,
  Totals,
} from './state/appliance.ts';
export type { FailureModes } from './state/failure-modes.ts';

const DEFAULT_RESTORE_SECONDS = 20;
const DEFAULT_BOOT_SECONDS = 10;
const RESTART_DELAY_MS = 500;

/** Starts an appliance that is powered, booted and answering. */
export const startAppliance = async (options: ApplianceOptions): Promise<SimulatedAppliance> => {
  const { clock } = options;
  let power: 'On' | 'Off' = 'On';
  let death: 'refuse' | 'black-hole' | 'deaf' | undefined;
  let busy: 'booting' | 'restoring' | undefined;
  let wait: Disposable | undefined;
  let generation = 0;
  let restoredFrom: { sha256: string; atMs: number } | undefined;

  const appliance: Appliance = createAppliance(options, (restore) => beginRestore(restore));
  const listener = await openPorts(appliance);

  const showPort = (): void => {
    if (power === 'Off' || busy !== undefined || death === 'refuse') listener.set('closed');
    else if (death === 'deaf') listener.set('deaf');
    else listener.set(death === 'black-hole' ? 'silent' : 'open');
  };
  const forgetMemory = (): void => {
    appliance.tokens.clear();
    appliance.login.sessions.clear();
    appliance.healthAnswer = undefined;
    appliance.shows('oauth.restart');
  };
  const restored = (restore: { state: StoredState; sha256: string }): void => {
    busy = undefined;
    if (appliance.failureModes.restore !== 'ignore') {
      appliance.stored = restore.state;
      appliance.shows('restore.replaces');
      // The reported role is part of the stored settings, which the file has just replaced.
      if (appliance.failureModes.role !== undefined) appliance.failureModes.role = restore.state.role;
      generation += 1;
      restoredFrom = { sha256: restore.sha256, atMs: clock.nowMs() };
      appliance.record('restored', restore.sha256);
    }
    forgetMemory();
    showPort();
  };
  let restoring = false;
  const beginRestore = (restore: { state: StoredState; sha256: string }): boolean => {
    if (restoring || power === 'Off') return false;
    restoring = true;
    appliance.record('restore-begun', restore.sha256);
    wait = clock.after(RESTART_DELAY_MS, () => {
      busy = 'restoring';
      appliance.shows('restore.outage');
      showPort();
      if (appliance.failureModes.restore === 'never-returns') return;
      wait = clock.after((options.restoreSeconds ?? DEFAULT_RESTORE_SECONDS) * 1000, () => {
        restoring = false;
        restored(restore);
      });
    });
    return true;
  };
  const powerOff = (): void => {
    if (power === 'Off') return;
    if (restoring) appliance.record('restore-interrupted');
    power = 'Off';
    restoring = false;
    busy = undefined;
    wait?.[Symbol.dispose]();
    forgetMemory();
    appliance.shows('power.loss');
    appliance.record('powered-off');
    showPort();
  };
  const powerOn = (): void => {
    if (power === 'On') return;
    power = 'On';
    busy = 'booting';
    // A process that had died starts again with the machine.
    death = undefined;
    appliance.record('powered-on');
    wait = clock.after((options.bootSeconds ?? DEFAULT_BOOT_SECONDS) * 1000, () => {
      busy = undefined;
      appliance.record('booted');
      showPort();
    });
  };

  return {
    name: options.name,
    address: options.address,
    port: listener.port,
    guid: appliance.guid,
    get power() {
      return power;
    },
    get answering() {
      return listener.mode === 'open' && appliance.failureModes.health !== 'hung';
    },
    powerOn,
    powerOff,
    die: (how = 'refuse') => {
      death = how;
      appliance.record('died', how);
      showPort();
    },
    revive: () => {
      death = undefined;
      appliance.record('revived');
      forgetMemory();
      showPort();
    },
    failureModes: appliance.failureModes,
    get configuration() {
      return appliance.stored.configuration;
    },
    set configuration(configuration) {
      appliance.stored = { ...appliance.stored, configuration };
    },
    get totals() {
      return appliance.stored.totals;
    },
    set totals(totals) {
      appliance.stored = { ...appliance.stored, totals };
    },
    factoryReset: () => {
      appliance.stored = { ...appliance.stored, configuration: 'as it came from the factory', totals: FACTORY_TOTALS };
      appliance.record('factory-reset');
    },
    get account() {
      return appliance.stored.account;
    },
    get loginAccount() {
      return appliance.stored.loginAccount;
    },
    changeSecret: (clientSecret) => {
      appliance.stored = { ...appliance.stored, account: { ...appliance.stored.account, clientSecret } };
      appliance.tokens.clear();
      appliance.shows('oauth.secret-change');
    },
    upgrade: (version, build) => {
      appliance.binding = { ...appliance.binding, version, build };
      forgetMemory();
    },
    renewCertificate: listener.renewCertificate,
    get generation() {
      return generation;
    },
    get restoredFrom() {
      return restoredFrom;
    },
    issued: appliance.issued,
    asked: appliance.asked,
    events: appliance.events,
    behavioursShown: appliance.shown,
    settled: () => listener.settled(),
    [Symbol.asyncDispose]: async () => {
      wait?.[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
};
