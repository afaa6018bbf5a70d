// The page of diagnoses, printed from the table and from the results of the functions themselves, so that page and code
// cannot disagree.
import { judgeRound } from '../../functions/domain/health/confirmation.ts';
import { DIAGNOSES, diagnose } from '../../functions/domain/health/diagnosis.ts';
import type { Observation, ProbeResult, Round } from '../../functions/domain/model/observation.ts';

/** How a probe may end, and what it found. */
const RESULTS: Readonly<Record<ProbeResult, string>> = {
  healthy: '200 to `GET /check_health` over TLS that Twinbox trusts',
  unhealthy: 'an answer that reports it is unhealthy: 500, or 502 to 504 from a proxy in front of it',
  refused: 'the connection was refused',
  reset: 'the connection was reset',
  silent: 'no answer within the timeout of the probe, or no route',
  unresolved: 'the name has no address',
  untrusted: 'TLS is up, but Twinbox does not trust the certificate',
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

/** One witness answers; the name leads to the primary and gets the same result. */
const roundOf = (
  primary: ProbeResult,
  standby: ProbeResult = 'healthy',
  beside: readonly ProbeResult[] = [],
): Round => ({
  slot: '2026-01-01T00:00:00.000Z',
  vantage: 'home',
  appliances: { london: seen('london', primary), dublin: seen('dublin', standby) },
  witnesses: [seen('https://witness.example/', 'healthy')],
  pathWitnesses: { london: beside.map((result) => seen('router.london', result)) },
  service: [seen('support.example.com', primary)],
});

const RESULT_NAMES = Object.keys(RESULTS) as ProbeResult[];

/** The diagnoses under which the metric PrimaryDown is 1, over every possible round. */
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
  return `| ${result} | ${RESULTS[result]} | ${diagnosis} | ${primaryDown} | ${serviceDown ?? 'not published'} | ${verdict} |`;
};

/** The whole page. */
export const diagnosesPage = (): string => `# Diagnoses

This page is printed from \`functions/domain/health/diagnosis.ts\` and
\`functions/domain/health/confirmation.ts\` by \`npm run docs\`; a test fails when it is stale.

Every round of the watcher ends in one of these diagnoses, with the results of its probes as
evidence. Name and evidence are in the log of \`Twinbox-<pair>-watch\`. Alarms and recoveries act on
the metrics below.

| diagnosis | what it means |
| --- | --- |
${Object.entries(DIAGNOSES)
  .map(([name, means]) => `| ${name} | ${means} |`)
  .join('\n')}

The metric PrimaryDown is 1 under ${countedAsDown().join(', ')}. Each of these starts a recovery,
which then probes the primary itself. Under every other diagnosis the metric is 0.

## What a probe of the primary leads to

In this table the standby and one witness answer, and the service's name leads to the primary. The
last column is the verdict of Confirm and Reconfirm on the same probe: \`down\` continues the
recovery, \`answers\` stands down, \`unsure\` probes again.

| result of the probe | what it found | diagnosis | PrimaryDown | ServiceDown | Confirm |
| --- | --- | --- | ---: | ---: | --- |
${RESULT_NAMES.map(rowOf).join('\n')}

While Twinbox is blind (ObserverBlind), it publishes PrimaryDown as 0 and does not publish
ServiceDown. So a gap in its own view can neither start a recovery nor join two outages. A witness
proves that Twinbox can see if it answers at all; a refused connection does not.
`;
