// What readiness is judged by: the settings, the pair record, the last inspection, and what is checked less often. Pure.
import type { Inspection } from '../inspection/inspection.ts';
import type { Check } from '../model/readiness-check.ts';
import type { Automation, StandbyQuiet } from '../model/recovery.ts';
import type { PairRecord } from '../record/pair-record.ts';
import type { SignInNote } from './sign-in-due.ts';

/** What the owner has attested. */
export interface Attested {
  readonly vaultKey?: string | undefined;
  readonly capacity?: string | undefined;
  readonly licence?: string | undefined;
  readonly siteName?: string | undefined;
  readonly separate?: string | undefined;
}

/** A patch level, and the date (ISO) on which the owner read it. */
export interface Patched {
  readonly level: string;
  readonly on: string;
}

export interface ReadinessAppliance {
  readonly name: string;
  readonly patched?: Patched | undefined;
  /** Addresses of its power controllers. */
  readonly controllers: readonly string[];
  readonly pathWitnesses: readonly string[];
}

/** What the settings of a pair say. */
export interface ReadinessTerms {
  readonly pair: string;
  readonly appliances: readonly ReadinessAppliance[];
  readonly automation: Automation;
  readonly coolDownMinutes: number;
  readonly quiet?: StandbyQuiet | undefined;
  readonly rpoMinutes: number;
  readonly attested: Attested;
}

/** The checks that are made less often, as the last run of them left them. */
export interface SlowChecks {
  readonly pair: string;
  /** ISO time. */
  readonly at: string;
  /** Assigned roles at that time. */
  readonly primary: string;
  readonly checks: readonly Check[];
  /** The last rehearsal of the sign-in. */
  readonly signIn?: SignInNote;
}

export interface ReadinessFacts {
  readonly terms: ReadinessTerms;
  readonly record: PairRecord;
  /** The appliance that would take over. */
  readonly standby: string;
  /** The last inspection; undefined if there was none, or if it cannot be read. */
  readonly inspection?: Inspection | undefined;
  /** Undefined if they have never been made, or cannot be read. */
  readonly slow?: SlowChecks | undefined;
  /** Checks made just now by a dry run: they replace the inspection's of the same needs. */
  readonly fresh?: readonly Check[];
  /** The recovery that asks; its own lease is no obstacle. */
  readonly recoveryId?: string;
  readonly nowMs: number;
}
