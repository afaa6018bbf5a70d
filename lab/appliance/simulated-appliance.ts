// The world's handle on one simulated appliance, as scenarios and invariants use it.

import type { Validity } from '../network/certificate-authority.ts';
import type { BehaviourName } from './behaviour/behaviours.ts';
import type { ApiAccount, Appliance, ApplianceEvent, LoginAccount, Totals } from './state/appliance.ts';
import type { FailureModes } from './state/failure-modes.ts';

/** The world's handle on one appliance. The product does not know it and only talks to the appliance's port. */
export interface SimulatedAppliance extends AsyncDisposable {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly guid: string;
  readonly power: 'On' | 'Off';
  /** True while clients and probes get through to a living process. */
  readonly answering: boolean;
  powerOn(): void;
  powerOff(): void;
  /**
   * Ends the process until `revive`: connections are refused, or accepted and never answered; `deaf` still serves
   * existing connections.
   */
  die(how?: 'refuse' | 'black-hole' | 'deaf'): void;
  revive(): void;
  readonly failureModes: FailureModes;
  configuration: string;
  /** How much the configuration holds; after a restore it is the source appliance's. */
  totals: Totals;
  /** Loses all configuration except the accounts, so that the appliance still answers normally. */
  factoryReset(): void;
  /** The API account as stored now; after a restore it is the source appliance's. */
  readonly account: ApiAccount;
  /** The account for /login as stored now; after a restore it is the source appliance's. */
  readonly loginAccount: LoginAccount | undefined;
  /** Gives the API account a new secret, which kills all its tokens. */
  changeSecret(clientSecret: string): void;
  /** Changes the software version; the stored data stays. */
  upgrade(version: string, build: string): void;
  /** Shows another certificate of the authority from the next connection on; by default for the site's names. */
  renewCertificate(validity?: Validity, names?: readonly string[]): Promise<void>;
  /** Restores that took effect. */
  readonly generation: number;
  readonly restoredFrom: { readonly sha256: string; readonly atMs: number } | undefined;
  readonly events: readonly ApplianceEvent[];
  /** The credentials that it has issued so far, and the requests that it received. */
  readonly issued: Appliance['issued'];
  readonly asked: ReadonlySet<string>;
  /** Behaviours that this appliance has shown. */
  readonly behavioursShown: ReadonlySet<BehaviourName>;
  /** Resolves once the port is in the state that the last call asked for; boot and restore times are not waited for. */
  settled(): Promise<void>;
}
