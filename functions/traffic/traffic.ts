// The interface to what moves users. Read, claim, move, settled: the same four questions for every way.
import type { PairSettings } from '../contract/pair-settings.ts';

/** Twinbox's mark beside the service record. */
export interface TrafficClaim {
  readonly epoch: number;
  readonly recoveryId: string;
  /** Appliance to which that epoch moved or will move users. */
  readonly target: string;
  readonly stage: 'claimed' | 'moved';
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
  | { readonly status: 'done'; readonly changeId?: string; readonly evidence: string }
  | { readonly status: 'busy'; readonly evidence: string };

export interface Traffic {
  read(settings: PairSettings): Promise<readonly NameReading[]>;
  /** Writes our claim beside every name. @throws LeaseLostError (a newer epoch stands there), RecordUnfit, TrafficUnreachable */
  claim(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Points every name at `to`, under our claim. @throws LeaseLostError, RecordChanged (a human was there), TrafficUnreachable */
  move(order: TrafficOrder): Promise<TrafficAnswer>;
  /** Asks the control plane and each authoritative server. */
  settled(
    order: TrafficOrder,
    changeId: string | undefined,
  ): Promise<{ readonly settled: boolean; readonly evidence: readonly string[] }>;
}
