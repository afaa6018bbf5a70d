// Decides whether a capture may be taken now, before its first byte and again before the upload is completed. A capture
// only reads, so a paused pair is captured as well.

import type { ApplianceProbe } from '../../appliance/appliance.ts';
import type { NameProbe } from '../../appliance/probe/vantage.ts';
import type { Clock } from '../../contract/runtime/clock.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { strayNames } from '../../domain/traffic/stray-name.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';
import { PROBE_TIMEOUT_MS } from '../pairs/probe-timeout.ts';
import { seeNames } from '../pairs/see-names.ts';

export interface CaptureBlockTools {
  readonly records: PairRecords;
  readonly probe: ApplianceProbe;
  readonly names: NameProbe;
  readonly clock: Clock;
}

/** The pair record if it allows the capture, or the reason against it. */
export type CaptureGround = { readonly record: PairRecord } | { readonly blocked: string };

/** When the ground is checked. */
export interface CaptureMoment {
  /** The record at the first check; omitted in the first check. */
  readonly before?: PairRecord | undefined;
  /** The recovery that itself makes this capture, under its own lease. */
  readonly under?: string | undefined;
}

const blockOfRecord = (record: PairRecord, nowMs: number, { before, under }: CaptureMoment): string | undefined => {
  const { lease, hold, primary, epoch } = record;
  if (lease && lease.recoveryId !== under) return `recovery ${lease.recoveryId} is open`;
  if (hold && (hold.lapsesAt === undefined || Date.parse(hold.lapsesAt) > nowMs)) {
    return `a hold has been open since ${hold.since}: ${hold.reason}`;
  }
  if (before && before.epoch !== epoch) return `the epoch changed meanwhile: expected ${before.epoch}, found ${epoch}`;
  if (before && before.primary !== primary)
    return `the primary changed meanwhile: expected ${before.primary}, found ${primary}`;
  return undefined;
};

/** @throws CallFailure where no name server answers */
export const captureGround = async (
  tools: CaptureBlockTools,
  settings: PairSettings,
  signal: AbortSignal,
  moment: CaptureMoment = {},
): Promise<CaptureGround> => {
  const { record, nowMs } = await tools.records.read(settings);
  const blocked = blockOfRecord(record, nowMs, moment);
  if (blocked !== undefined) return { blocked };
  const appliance = applianceOf(settings, record.primary);
  const seen = await tools.probe.probe(appliance, tlsNameOf(settings), PROBE_TIMEOUT_MS);
  if (seen.result !== 'healthy')
    return { blocked: `the primary ${appliance.name} is ${seen.result} on the users' path` };
  const { seen: found, failed } = await seeNames(tools, settings, signal);
  const [stray] = strayNames(found, appliance);
  if (stray !== undefined) return { blocked: stray };
  if (failed) throw failed.reason;
  return { record };
};
