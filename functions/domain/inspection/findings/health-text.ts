// HTTP 200 on /check_health alone does not prove health: a maintenance page, a proxy or a half-restored appliance
// answers 200 too. The normal answer is recorded for each appliance and version. A different answer is a finding, never
// an outage. Pure.
import type { HealthText, KnownHealthText } from '../../health/known-health-text.ts';
import { describeSoftware } from '../../identity/software.ts';
import type { ApplianceSeen } from '../appliance-seen.ts';
import type { Finding } from './finding.ts';

/**
 * A different answer is reported this long while the appliance's API says healthy; then it becomes the known answer.
 */
const GETS_USED_TO_MS = 24 * 60 * 60_000;

export interface JudgedHealthText {
  /** The known answer from now on; undefined if there is none. */
  readonly known?: KnownHealthText;
  readonly findings: readonly Finding[];
}

const findingOf = (appliance: string, text: HealthText, known: KnownHealthText, since: string): Finding => ({
  name: 'HealthTextDiffers',
  message: `${appliance} has answered /check_health with 200 and ${text.message} since ${since}; expected ${known.message}`,
  fix: `Open https://${appliance}/check_health and the users' page in a browser: 200 alone does not prove that ${appliance} serves. If all is well, this finding clears after a day.`,
  alarms: false,
});

export const judgeHealthText = (
  seen: ApplianceSeen,
  known: KnownHealthText | undefined,
  nowMs: number,
): JudgedHealthText => {
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
  if (isWell && nowMs - Date.parse(since) >= GETS_USED_TO_MS)
    return { known: { ...healthText, runs: known.runs }, findings: [] };
  return {
    known: { ...settled, other: { ...healthText, since } },
    findings: [findingOf(appliance, healthText, known, since)],
  };
};
