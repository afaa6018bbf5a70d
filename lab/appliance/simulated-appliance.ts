// The world's handle on one simulated appliance, as scenarios and invariants use it.
import type { BehaviourName } from './behaviour/behaviours.ts';
import type { Validity } from './certificate-authority.ts';
import type { ApiAccount, Appliance, ApplianceEvent, LoginAccount, Totals } from './state/appliance.ts';
import type { FailureModes } from './state/failure-modes.ts';

/** The world's handle on one appliance. Nothing of it is known to the product, which only speaks to the appliance's port. */
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
  /** The process is gone: connections are refused, or accepted and never answered; `deaf` serves those on that stand. Until `revive`. */
  die(how?: 'refuse' | 'black-hole' | 'deaf'): void;
  revive(): void;
  readonly failureModes: FailureModes;
  configuration: string;
  /** How much the configuration holds; after a restore it is the source appliance's. */
  totals: Totals;
  /** Everything people had set up is gone. Accounts stay as they are, so that the appliance goes on answering as if nothing had happened. */
  factoryReset(): void;
  /** The API account as stored now; after a restore it is the source appliance's. */
  readonly account: ApiAccount;
  /** The account for /login as stored now; after a restore it is the source appliance's. */
  readonly loginAccount: LoginAccount | undefined;
  /** Gives the API account a new secret, which kills all its tokens. */
  changeSecret(clientSecret: string): void;
  /** Other software from now on; what it stored stays. */
  upgrade(version: string, build: string): void;
  /** Shows another certificate of the authority from the next connection on; for the site's names unless told otherwise. */
  renewCertificate(validity?: Validity, names?: readonly string[]): Promise<void>;
  /** Restores that took effect. */
  readonly generation: number;
  readonly restoredFrom: { readonly sha256: string; readonly atMs: number } | undefined;
  readonly events: readonly ApplianceEvent[];
  /** What it has given out so far that proves its bearer, and what it was asked for: as in the appliance. */
  readonly issued: Appliance['issued'];
  readonly asked: ReadonlySet<string>;
  /** Behaviours that someone has met on this appliance. */
  readonly behavioursShown: ReadonlySet<BehaviourName>;
  /** Resolves once the port is in the state that the last call asked for; boot and restore times are not waited for. */
  settled(): Promise<void>;
}
