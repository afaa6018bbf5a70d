// A 200 of /check_health is no health by itself: a maintenance page, a proxy or a half-restored appliance says 200 as well. What the appliance
// answers while all is well is remembered for each appliance and version; another answer is a finding, and never an outage. Pure.
import type { HealthText, KnownHealthText } from '../../health/known-health-text.ts';
import { describeSoftware } from '../../identity/software.ts';
import type { ApplianceSeen } from '../appliance-seen.ts';
import type { Finding } from './finding.ts';

/** So long another answer is told while the appliance says over its API that it is well; then it is the known one. */
const GETS_USED_TO_MS = 24 * 60 * 60_000;

export interface JudgedHealthText {
  /** What is known from now on; undefined where nothing is. */
  readonly known?: KnownHealthText;
  readonly findings: readonly Finding[];
}

const findingOf = (appliance: string, text: HealthText, known: KnownHealthText, since: string): Finding => ({
  name: 'HealthTextDiffers',
  message: `${appliance} answers /check_health with 200 and ${text.message} since ${since}; while all was well it was ${known.message}`,
  fix: `Open https://${appliance}/check_health and the users' page by hand: 200 alone does not prove that ${appliance} serves. If all is well, this ends by itself a day after it began.`,
  alarms: false,
});

export const judgeHealthText = (seen: ApplianceSeen, known: KnownHealthText | undefined, nowMs: number): JudgedHealthText => {
  const { appliance, health, healthText } = seen;
  if (!healthText) return { ...(known && { known }), findings: [] };
  const isWell = health.is === 'reported' && health.facts.healthy;
  const runs = health.is === 'reported' ? describeSoftware(health.facts) : known?.runs;
  if (!known || known.runs !== runs) {
    const first = isWell && runs !== undefined ? { known: { ...healthText, runs } } : { ...(known && { known }) };
    return { ...first, findings: [] };
  }
  const { other, ...settled } = known;
  if (known.digest === healthText.digest) return { known: settled, findings: [] };
  const now = new Date(nowMs).toISOString();
  const since = other?.digest === healthText.digest ? other.since : now;
  if (isWell && nowMs - Date.parse(since) >= GETS_USED_TO_MS) return { known: { ...healthText, runs: known.runs }, findings: [] };
  return { known: { ...settled, other: { ...healthText, since } }, findings: [findingOf(appliance, healthText, known, since)] };
};
