// The interface to what moves users. Every method implements it.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import type { ClaimSeen } from '../domain/traffic/claim-seen.ts';
import type { DelegationReading, ZoneFacts } from '../domain/traffic/delegation.ts';

/** Twinbox's mark beside the service record. */
export interface TrafficClaim {
  readonly epoch: number;
  readonly recoveryId: string;
  /** Appliance to which that epoch moved or will move users. */
  readonly target: string;
  readonly stage: 'claimed' | 'moved';
  /** The deployment that wrote it; claims of older versions do not name it. */
  readonly deployment?: string;
}

/** Where one public name points, read from the control plane, never from DNS. */
export interface NameReading {
  readonly name: string;
  /** Addresses in the A record; empty if there is none. */
  readonly addresses: readonly string[];
  readonly ttlSeconds?: number;
  /** Set if Twinbox may not change the DNS record: alias, routing policy, several values, stray AAAA or HTTPS. */
  readonly unfit?: string;
  readonly claim?: TrafficClaim;
  /** True if another deployment wrote the claim. */
  readonly foreign?: boolean;
}

export interface TrafficOrder {
  readonly settings: PairSettings;
  readonly epoch: number;
  readonly recoveryId: string;
  /** Appliance names. */
  readonly from: string;
  readonly to: string;
}

/** `busy`: throttled, or another change is in progress; retry later. */
export type TrafficAnswer =
  | {
      readonly status: 'done';
      readonly changeId?: string;
      /** Of a move: the TTL of the record that was replaced, the longest of all names. */
      readonly replacedTtlSeconds?: number;
      readonly evidence: string;
    }
  | { readonly status: 'busy'; readonly evidence: string };

export interface Traffic {
  /** @throws TrafficUnreachable */
  read(settings: PairSettings): Promise<readonly NameReading[]>;
  /** The zone's own properties. @throws TrafficUnreachable */
  zone(settings: PairSettings): Promise<ZoneFacts>;
  /** Whether each name is delegated to the zone's own servers. Never throws: what cannot be read is not checked. */
  delegations(settings: PairSettings, zone: ZoneFacts): Promise<readonly DelegationReading[]>;
  /**
   * Writes our claim beside every name.
   * @throws LeaseLostError (a newer epoch holds it), DnsRecordUnfit, DnsRecordChanged, NameOutsideZone, ZoneFull,
   * ChangeRefused, TrafficUnreachable
   */
  claim(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Reads our claim at the delegated servers. Never throws: a server that cannot be queried is silent. */
  claimSeen(order: TrafficOrder): Promise<readonly ClaimSeen[]>;
  /**
   * Whether the control plane confirms that a change has reached all servers. Never throws: no confirmation counts as
   * no.
   */
  isInSync(order: TrafficOrder, changeId: string): Promise<boolean>;
  /**
   * Points every name at `to`, under our claim. @throws as `claim` does; DnsRecordChanged if a person has changed it
   */
  move(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Checks the control plane and each authoritative server. */
  settled(
    order: TrafficOrder,
    changeId: string | undefined,
  ): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }>;
}

/** Each of the delegated servers. */
export interface LaggingServers {
  /** A sentence for each server that does not give the new address of a name, including silent ones. Never throws. */
  lagging(order: TrafficOrder): Promise<readonly string[]>;
}
