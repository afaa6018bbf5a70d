// The interface to what moves users. The same questions for every method.
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
  /** The deployment that wrote it; claims of older versions do not say. */
  readonly deployment?: string;
}

/** Where one public name points, read through the control plane, never from DNS. */
export interface NameReading {
  readonly name: string;
  /** Addresses in the A record; empty where there is none. */
  readonly addresses: readonly string[];
  readonly ttlSeconds?: number;
  /** Set where the record is not one we may touch: alias, routing policy, several values, stray AAAA or HTTPS. */
  readonly unfit?: string;
  readonly claim?: TrafficClaim;
  /** True where the claim is of another deployment than ours. */
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

/** `busy`: throttled, or another change is in work; ask again later. */
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
  /** What the zone says of itself. @throws TrafficUnreachable */
  zone(settings: PairSettings): Promise<ZoneFacts>;
  /** Whether the world is sent to the zone's own servers for each name. Never throws: what cannot be asked is not checked. */
  delegations(settings: PairSettings, zone: ZoneFacts): Promise<readonly DelegationReading[]>;
  /**
   * Writes our claim beside every name.
   * @throws LeaseLostError (a newer epoch stands there), RecordUnfit, RecordChanged, NameOutsideZone, ZoneFull, ChangeRefused,
   * TrafficUnreachable
   */
  claim(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Looks for our claim where the world asks. Never throws: a server that cannot be asked is silent. */
  claimSeen(order: TrafficOrder): Promise<readonly ClaimSeen[]>;
  /** Whether the control plane says that a change is everywhere. Never throws: what it does not say is not so. */
  isInSync(order: TrafficOrder, changeId: string): Promise<boolean>;
  /** Points every name at `to`, under our claim. @throws as `claim` does; RecordChanged where a person was there */
  move(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Asks the control plane and each authoritative server. */
  settled(
    order: TrafficOrder,
    changeId: string | undefined,
  ): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }>;
}

/** The servers that the world asks, each by itself. */
export interface LaggingServers {
  /** A sentence for each server that does not give the new address of a name. Never throws: a server that is silent is one of them. */
  lagging(order: TrafficOrder): Promise<readonly string[]>;
}
