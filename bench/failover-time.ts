// From the death of the primary to the first good answer under the public name, at unscaled time, leg by leg, each beside the
// floor that settings and lab give. Takes about five minutes. `node --no-warnings bench/failover-time.ts`, or from run.ts.
import { tellFailover } from '../lab/story/failover-story.ts';
import { checkInvariants } from '../lab/story/invariants/all-invariants.ts';
import { prepare, startStoryLab } from '../lab/story/story-lab.ts';
import { instantsOf, legsOf } from '../lab/story/timeline.ts';
import { type Floor, floorsOf } from './floors.ts';
import { table } from './table.ts';

export const AIM_SECONDS = 5;
const NO_FLOOR: Floor = { settings: 0, emulated: 0, because: '' };

/** The product's own word for when the outage began, which its countdown counts from. */
const downSinceOf = (output: string | undefined): number => {
  const state = JSON.parse(output ?? '{}') as { readonly confirm?: { readonly downSince?: string } };
  return Date.parse(state.confirm?.downSince ?? '');
};

const figures = (name: string, seconds: number, { settings, emulated, because }: Floor): readonly string[] => [
  name,
  ...[seconds, settings, emulated, seconds - settings - emulated].map((value) => value.toFixed(1)),
  because,
];

/** Tells the story and prints the legs. @returns whether the story came true and everything held; the aim is no limit. */
export const benchFailoverTime = async (seed: number): Promise<boolean> => {
  console.log(`\nFailover time: the whole story at unscaled time, seed ${seed}; about five minutes\n`);
  await using prepared = await prepare();
  await using lab = await startStoryLab({ scale: 1, seed, prepared });
  const told = await tellFailover(lab, (line) => console.log(`  ${new Date().toISOString().slice(11, 19)}  ${line}`));
  const view = lab.view();
  const [server] = lab.publicSide.nameServers.servers;
  const at = instantsOf(view, lab.pair.preferred, told.diedMs, told.alarmedMs, server?.name ?? '');
  const watch = lab.pair.watch as { readonly roundSeconds?: number; readonly failuresToAlarm?: number };
  const floors = floorsOf({
    at,
    roundSeconds: watch.roundSeconds ?? 10,
    failuresToAlarm: watch.failuresToAlarm ?? 3,
    actAfterSeconds: lab.pair.policy.actAfterSeconds,
    downSinceMs: downSinceOf(told.execution.output),
    serverDelaySeconds: (server?.delayMs ?? 0) / 1000,
  });
  const legs = legsOf(at).map(({ name, seconds }) => ({ name, seconds, floor: floors[name] ?? NO_FLOOR }));
  const sum = (of: (leg: (typeof legs)[number]) => number): number => legs.reduce((total, leg) => total + of(leg), 0);
  const settings = sum(({ floor }) => floor.settings);
  const emulated = sum(({ floor }) => floor.emulated);
  const overhead = sum(({ seconds }) => seconds) - settings - emulated;
  console.log('');
  console.log(
    table(
      ['leg', 'measured', 'floor: settings', 'floor: emulated', 'overhead', 'floor made of'],
      [
        ...legs.map(({ name, seconds, floor }) => figures(name, seconds, floor)),
        figures(
          'in all',
          sum(({ seconds }) => seconds),
          { settings, emulated, because: '' },
        ),
      ],
    ),
  );
  const { ttlSeconds } = lab.pair.traffic;
  console.log(
    `\n  Our own overhead: ${overhead.toFixed(1)} s, ${overhead <= AIM_SECONDS ? 'within' : 'OVER'} the aim of ${AIM_SECONDS} s.`,
  );
  console.log(`  The client asks the name server anew each time; one behind a cache waits up to ${ttlSeconds} s more (TTL).`);
  const breaches = await checkInvariants(view);
  for (const { invariant, says } of breaches) console.log(`  BROKEN: invariant ${invariant}: ${says}`);
  return breaches.length === 0 && told.execution.status === 'SUCCEEDED';
};
