// One random history: a good day, trouble by seed, then a quiet world. At its end every invariant must hold, and either
// users are served or people know.
import { seededRandom } from '../../packages/local-cloud/base/seeded-random.ts';
import { beginGoodDay } from '../scenario/failover-scenario.ts';
import { type ScenarioLab, startScenarioLab } from '../scenario/scenario-lab.ts';
import type { Prepared } from '../scenario/setup/prepare.ts';
import { wrongAtEnd } from '../scenario/wrong-at-end.ts';
import { simulatedBackend } from '../simulated/simulated-backend.ts';
import { type WorldEvent, worldEvents } from './world-events.ts';

export interface HistoryResult {
  readonly seed: number;
  readonly sentences: readonly string[];
  readonly wrong: readonly string[];
  /** What was seen: states, ends, failures. */
  readonly seen: ReadonlySet<string>;
  readonly labSeconds: number;
}

const TROUBLE_MS = 600_000;
const QUIET_MS = 900_000;

/** What ends with the trouble: partitions and faults of AWS end by themselves within it, or now. */
const heal = ({ cloud, publicSide, sites }: ScenarioLab): void => {
  cloud.cloud.faults.clear();
  for (const server of publicSide.nameServers.servers) Object.assign(server, { silent: false, lame: false });
  for (const controller of Object.values(sites.power)) controller.failureMode = undefined;
};

const seenIn = ({ cloud }: ScenarioLab): ReadonlySet<string> =>
  new Set(
    cloud
      .executions()
      .flatMap(({ status, error, events }) => [
        `end ${status}`,
        ...(error === undefined ? [] : [`failure ${error}`]),
        ...events.flatMap(({ type, state }) =>
          type === 'TaskScheduled' && state !== undefined ? [`state ${state}`] : [],
        ),
      ]),
  );

/** `without`: indices of events that are left out, to find the few that matter. */
export const playHistory = async (
  seed: number,
  prepared: Prepared,
  without: ReadonlySet<number> = new Set(),
): Promise<HistoryResult> => {
  const random = seededRandom(seed).fork('history');
  const chaos = {
    duplicateEvents: random.chance(0.5) ? 0.3 : 0,
    duplicateStarts: random.chance(0.5) ? 0.2 : 0,
    eventLatencyMs: [100, random.chance(0.3) ? 30_000 : 2_000] as const,
    metricDelayMs: random.chance(0.3) ? 5_000 : 0,
  };
  await using lab = await startScenarioLab({ seed, prepared, backend: simulatedBackend(seed), chaos });
  const events: readonly WorldEvent[] = worldEvents(random, lab, TROUBLE_MS);
  const beganMs = lab.clock.nowMs();
  const wrong: string[] = [];
  try {
    await beginGoodDay(lab);
    const troubleMs = lab.clock.nowMs();
    for (const [index, { atMs, act }] of events.entries()) {
      if (without.has(index)) continue;
      await lab.clock.sleep(Math.max(0, troubleMs + atMs - lab.clock.nowMs()));
      await act(lab);
    }
    await lab.clock.sleep(Math.max(0, troubleMs + TROUBLE_MS - lab.clock.nowMs()));
    heal(lab);
    await lab.clock.sleep(QUIET_MS);
    await lab.until('every execution to end', 7_200, () =>
      lab.cloud.executions().every(({ status }) => status !== 'RUNNING'),
    );
    wrong.push(...(await wrongAtEnd(lab, troubleMs)));
  } catch (error) {
    wrong.push(Error.isError(error) ? `${error.name}: ${error.message}` : String(error));
  }
  const sentences = events.flatMap(({ atMs, sentence }, index) =>
    without.has(index) ? [] : [`after ${(atMs / 1000).toFixed(0)} s ${sentence}`],
  );
  return { seed, sentences, wrong, seen: seenIn(lab), labSeconds: Math.round((lab.clock.nowMs() - beganMs) / 1000) };
};

/** Leaves out one event after the other for as long as something is still wrong. */
export const shrink = async (seed: number, prepared: Prepared, found: HistoryResult): Promise<HistoryResult> => {
  const without = new Set<number>();
  let smallest = found;
  for (let index = 0; index < found.sentences.length; index += 1) {
    without.add(index);
    const tried = await playHistory(seed, prepared, without);
    if (tried.wrong.length > 0) smallest = tried;
    else without.delete(index);
  }
  return smallest;
};
