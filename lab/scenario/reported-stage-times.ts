// The product's own report put into the stages that the world can distinguish: each from the end of the one before to
// its own end, so that the two columns of the demo begin and end at the same events.

/** A line of the report's timeline, as far as it is read. */
export interface ReportedState {
  readonly state: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** The event at which each leg ends, in the report's words: the beginning or the end of a state. */
const ENDS: readonly (readonly [stage: string, state: string, at: 'startedAt' | 'endedAt'])[] = [
  ['confirm', 'UploadBackup', 'startedAt'],
  ['restore', 'AwaitRestore', 'endedAt'],
  ['check', 'ClaimTraffic', 'endedAt'],
  ['fence', 'Fence', 'endedAt'],
  ['move', 'MoveTraffic', 'endedAt'],
  ['propagate', 'AwaitTraffic', 'endedAt'],
  ['verify', 'Verify', 'endedAt'],
];

/** Seconds by leg, from the start of the recovery; a leg whose end the report does not know is left out. */
export const reportedStageTimes = (report: {
  readonly startedAt: string;
  readonly timeline: readonly ReportedState[];
}): ReadonlyMap<string, number> => {
  const stageTimes = new Map<string, number>();
  let fromMs = Date.parse(report.startedAt);
  for (const [stage, state, at] of ENDS) {
    const row = report.timeline.find((one) => one.state === state);
    if (!row) continue;
    const endMs = Date.parse(row[at]);
    stageTimes.set(stage, Math.max(0, endMs - fromMs) / 1000);
    fromMs = Math.max(fromMs, endMs);
  }
  return stageTimes;
};
