// `npm start`: the whole failover scenario on one machine, without an AWS account. Exit code 0 only if every invariant
// checked here holds and the other appliance serves users with the captured configuration.
import { runFailover } from './scenario/failover-scenario.ts';
import { CHECKED_ELSEWHERE, checkInvariants, INVARIANTS } from './scenario/invariants/all-invariants.ts';
import { keepReportPage, lastReport, REPORT_FILE } from './scenario/report-file.ts';
import { startScenarioLab } from './scenario/scenario-lab.ts';
import { prepare } from './scenario/setup/prepare.ts';
import { printTimeline } from './scenario/timeline-print.ts';

const SCALE = 10;
const startedMs = performance.now();
const clockText = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
const say = (line: string): void => console.log(`${clockText()}  ${line}`);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
say(
  `Twinbox failover scenario: runs on this machine only, no AWS account needed; time runs ${SCALE} times faster; seed ${seed}`,
);
say('synthesizing the CDK app, as for a deployment');
await using prepared = await prepare();
say('the CDK app is synthesized with the settings in lab/twinbox.lab.yaml');
await using lab = await startScenarioLab({ scale: SCALE, seed, prepared });
say('the template runs against emulated AWS, two simulated appliances, name servers and an external client');

let failed = false;
try {
  const notified = await runFailover(lab, say);
  const report = await lastReport(lab.view());
  console.log(`\n${printTimeline(lab, notified, report?.text)}`);
  if (notified.firstGood.configuration !== notified.configuration) {
    failed = true;
    console.log(
      `\nWrong configuration: expected "${notified.configuration}", found "${notified.firstGood.configuration}"`,
    );
  }
  const kept = await keepReportPage(lab.view(), REPORT_FILE);
  if (!report || !kept) failed = true;
  console.log(
    `\n${report ? `The report that Twinbox wrote to the backup store: ${report.key}` : 'Twinbox wrote no report.'}`,
  );
  console.log(
    kept
      ? `The same report as a web page, to open in a browser: ${REPORT_FILE}`
      : 'Twinbox wrote no web page of the report.',
  );
} catch (error) {
  failed = true;
  say(Error.isError(error) ? `${error.name}: ${error.message}` : String(error));
  for (const { functionName, line } of lab.cloud
    .logs()
    .filter(({ line }) => line.includes('"ERROR"'))
    .slice(-10))
    console.log(`  ${functionName}: ${line}`);
  for (const denial of lab.cloud.denials.slice(-10)) console.log('  denied:', JSON.stringify(denial));
}
const breaches = await checkInvariants(lab.view());
console.log('\nInvariants, checked against the simulated world (not against what Twinbox says about itself):');
for (const invariant of [...INVARIANTS, ...CHECKED_ELSEWHERE].toSorted((one, other) => one.number - other.number)) {
  if ('where' in invariant) {
    console.log(`  not checked here  ${invariant.number}. ${invariant.message} It is checked ${invariant.where}`);
    continue;
  }
  const found = breaches.filter(({ invariant: number }) => number === invariant.number);
  console.log(`  ${found.length === 0 ? 'holds ' : 'BROKEN'}  ${invariant.number}. ${invariant.message}`);
  for (const { message } of found) console.log(`            ${message}`);
}
failed ||= breaches.length > 0;
say(failed ? 'The scenario FAILED.' : 'The scenario passed: every invariant checked here holds.');
process.exitCode = failed ? 1 : 0;
