// The same seed gives the same history, to the last call and the last draw; another seed gives another one.
import { createHash } from 'node:crypto';
import { runFailover } from '../../lab/scenario/failover-scenario.ts';
import { type ScenarioLab, startScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { simulatedBackend } from '../../lab/simulated/simulated-backend.ts';
import { preparedOnce } from '../scenarios/prepared.ts';

/** Everything that anybody did or was told, with its time. */
const traceOf = ({ cloud, publicSide, sites, watch }: ScenarioLab): readonly string[] => [
  ...cloud.cloud.calls.map(({ atMs, principal, service, operation, resource, status }) =>
    [atMs, principal, service, operation, resource, status].join(' '),
  ),
  ...cloud.cloud.sns.messages.map(({ atMs, subject, message }) => `${atMs} ${subject}\n${message}`),
  ...cloud.executions().flatMap(({ events }) => events.map(({ atMs, type, state }) => `${atMs} ${type} ${state}`)),
  ...publicSide.nameServers.answers.map((answer) => JSON.stringify(answer)),
  ...Object.values(sites.appliances).flatMap(({ events }) => events.map((event) => JSON.stringify(event))),
  ...watch.observations.map((observation) => JSON.stringify(observation)),
];

const play = async (seed: number) => {
  const backend = simulatedBackend(seed);
  const chaos = { duplicateEvents: 0.5, duplicateStarts: 0.2, eventLatencyMs: [100, 4_000] as const };
  await using lab = await startScenarioLab({ seed, prepared: await preparedOnce(), backend, chaos });
  await runFailover(lab, () => undefined);
  return { trace: traceOf(lab), drawn: backend.draw(), steps: lab.clock.nowMs() };
};

const digestOf = (trace: readonly string[]): string => createHash('sha256').update(trace.join('\n')).digest('hex');

test('one seed twice', async () => {
  const [first, second] = [await play(7), await play(7)];
  const differs = first.trace.findIndex((line, index) => line !== second.trace[index]);
  expect([differs, first.trace[differs], second.trace[differs]]).toEqual([-1, undefined, undefined]);
  expect({ ...first, trace: digestOf(first.trace) }).toEqual({ ...second, trace: digestOf(second.trace) });
  expect(first.trace.length).toBeGreaterThan(500);
});

test('two seeds', async () => {
  const [first, second] = [await play(7), await play(8)];
  expect(digestOf(first.trace)).not.toBe(digestOf(second.trace));
  expect(first.drawn).not.toBe(second.drawn);
});
