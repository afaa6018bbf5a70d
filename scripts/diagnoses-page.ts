// The diagnoses' page of the documents, printed from the table and from what the functions themselves answer, so that the page
// cannot say what the code does not do.
import { judgeRound } from '../functions/domain/health/confirmation.ts';
import { DIAGNOSES, diagnose } from '../functions/domain/health/diagnosis.ts';
import type { Observation, ProbeResult, Round } from '../functions/domain/model/observation.ts';

/** How a probe may end, and what was met. */
const RESULTS: Readonly<Record<ProbeResult, string>> = {
  healthy: '200 to `GET /check_health` over TLS that we trust',
  unhealthy: 'an answer that says it is not well: 500, or 502 to 504 from something in front of it',
  refused: 'the connection was refused',
  reset: 'the connection was broken off',
  silent: 'nothing within the time of the probe, or no route',
  unresolved: 'the name has no address',
  untrusted: 'TLS is up, but the certificate does not convince us',
  denied: '401, 403 or 404',
  throttled: '429',
  garbled: 'an answer that cannot be read',
};

const ROLES = { primary: 'london', standby: 'dublin' } as const;

const seen = (target: string, result: ProbeResult): Observation => ({
  target,
  result,
  at: '2026-01-01T00:00:00.000Z',
  elapsedMs: 1,
});

/** One witness answers; the name leads to the primary and meets what it gives. */
const roundOf = (primary: ProbeResult, standby: ProbeResult = 'healthy', beside: readonly ProbeResult[] = []): Round => ({
  slot: '2026-01-01T00:00:00.000Z',
  vantage: 'home',
  appliances: { london: seen('london', primary), dublin: seen('dublin', standby) },
  witnesses: [seen('https://witness.example/', 'healthy')],
  pathWitnesses: { london: beside.map((result) => seen('router.london', result)) },
  service: [seen('support.example.com', primary)],
});

const RESULT_NAMES = Object.keys(RESULTS) as ProbeResult[];

/** The diagnoses under which the metric PrimaryDown is 1, over every round that there can be. */
const countedAsDown = (): readonly string[] => {
  const rounds = RESULT_NAMES.flatMap((primary) =>
    RESULT_NAMES.flatMap((standby) =>
      [[], ...RESULT_NAMES.map((one) => [one])].map((beside) => roundOf(primary, standby, beside)),
    ),
  );
  const found = rounds.map((round) => diagnose(round, ROLES)).filter(({ primaryDown }) => primaryDown === 1);
  return [...new Set(found.map(({ diagnosis }) => diagnosis))].toSorted();
};

const rowOf = (result: ProbeResult): string => {
  const round = roundOf(result);
  const { diagnosis, primaryDown, serviceDown } = diagnose(round, ROLES);
  const { verdict } = judgeRound(round, ROLES);
  return `| ${result} | ${RESULTS[result]} | ${diagnosis} | ${primaryDown} | ${serviceDown ?? 'nothing'} | ${verdict} |`;
};

/** The whole page. */
export const diagnosesPage = (): string => `# Diagnoses

This page is printed from \`functions/domain/health/diagnosis.ts\` and \`functions/domain/health/confirmation.ts\` by \`npm run docs\`; a test fails
when it is stale.

Every round of the watch ends in one of these names, with what was seen as its evidence. The name and the evidence stand in the
log of \`Twinbox-<pair>-watch\`; alarms and recoveries go by the metrics below.

| diagnosis | what it means |
| --- | --- |
${Object.entries(DIAGNOSES)
  .map(([name, means]) => `| ${name} | ${means} |`)
  .join('\n')}

The metric PrimaryDown is 1 under ${countedAsDown().join(', ')}. Each of these starts a recovery, which
then looks for itself; under every other name the metric is 0.

## What a look at the primary comes to

Here the standby and one witness answer, and the service's name leads to the primary. The last column is what Confirm and Reconfirm
make of the same look: only \`down\` goes on, \`answers\` stands down, \`unsure\` looks again.

| the probe ended | because it met | diagnosis | PrimaryDown | ServiceDown | Confirm |
| --- | --- | --- | ---: | ---: | --- |
${RESULT_NAMES.map(rowOf).join('\n')}

While we are blind (ObserverBlind), PrimaryDown is put as 0 and ServiceDown is not put at all: a gap in our own sight can neither
start a recovery nor join two outages. A witness counts as sight when it answers at all; a refused connection never does.
`;
