// `npm start`: the whole scenario for someone with no AWS account. Exit code 0 only if every invariant was checked in the world
// and held, and users were served by the other appliance with the captured configuration.
import { runFailover } from './scenario/failover-scenario.ts';
import { CHECKED_ELSEWHERE, checkInvariants, INVARIANTS } from './scenario/invariants/all-invariants.ts';
import { keepReportPage, lastReport, REPORT_FILE } from './scenario/report-file.ts';
import { prepare, startScenarioLab } from './scenario/scenario-lab.ts';
import { printTimeline } from './scenario/timeline-print.ts';

const SCALE = 10;
const startedMs = performance.now();
const clockText = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
const say = (line: string): void => console.log(`${clockText()}  ${line}`);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
say(`Twinbox on this machine: no AWS account, time runs ${SCALE} times as fast, seed ${seed}`);
say('the app is being synthesized, as it would be for a deployment');
await using prepared = await prepare();
say('the one app is synthesized with the lab’s settings');
await using lab = await startScenarioLab({ scale: SCALE, seed, prepared });
say('the template runs: emulated AWS, two appliances over TLS, name servers, a client outside');

let failed = false;
try {
  const notified = await runFailover(lab, say);
  const report = await lastReport(lab.view());
  console.log(`\n${printTimeline(lab, notified, report?.text)}`);
  if (notified.firstGood.configuration !== notified.configuration) {
    failed = true;
    console.log(`\nthe other appliance serves "${notified.firstGood.configuration}", not what was captured`);
  }
  const kept = await keepReportPage(lab.view(), REPORT_FILE);
  if (!report || !kept) failed = true;
  console.log(`\n${report ? `Our report, in the vault: ${report.key}` : 'No report was written.'}`);
  console.log(kept ? `The same as a page, open it in a browser: ${REPORT_FILE}` : 'No page of it was written.');
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
console.log('\nWhat must always hold, checked in the world:');
for (const invariant of [...INVARIANTS, ...CHECKED_ELSEWHERE].toSorted((one, other) => one.number - other.number)) {
  if ('where' in invariant) {
    console.log(`  not checked here  ${invariant.number}. ${invariant.message} Checked ${invariant.where}`);
    continue;
  }
  const found = breaches.filter(({ invariant: number }) => number === invariant.number);
  console.log(`  ${found.length === 0 ? 'holds ' : 'BROKEN'}  ${invariant.number}. ${invariant.message}`);
  for (const { message } of found) console.log(`            ${message}`);
}
failed ||= breaches.length > 0;
say(failed ? 'The scenario did not come true.' : 'All of it held.');
process.exitCode = failed ? 1 : 0;
