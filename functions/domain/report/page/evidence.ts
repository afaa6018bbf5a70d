// The evidence of the recovery: the restore point, the fence, and every answer of DNS and the service. Pure.
import { describeFingerprint } from '../../identity/fingerprint.ts';
import { describeNamed } from '../../model/named-restore-point.ts';
import { describeCheck } from '../../model/readiness-check.ts';
import { describeLoss } from '../../record/restore-loss.ts';
import { describeProof } from '../../recovery/proof.ts';
import { describeQuarantine } from '../../recovery/quarantine.ts';
import type { AnswerSeen, Report } from '../report.ts';
import { bytesOf, clockOf, readable, spanOf, utc } from './format.ts';
import { html, listOf, type Markup, type Piece } from './markup.ts';
import { fenceIn } from './severity.ts';

const fact = (name: string, value: Piece): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const pointOf = ({ recoveryPoint: point, startedAt, outageSince, pair, named, loss }: Report): Markup => {
  if (!point)
    return html`<p>This report knows of no restore point. If Prepare chose one, its evidence below names it.</p>`;
  const {
    backupId,
    appliance,
    capturedAt,
    ageSeconds,
    sha256,
    product,
    version,
    build,
    bytes,
    key,
    versionId,
    fingerprint,
  } = point;
  return html`<dl class="facts">
${named && fact('Chosen by', `${named.by}, instead of the newest eligible one: ${describeNamed(named)}`)}
${loss && fact('Loss', describeLoss(loss))}
${fact('Backup', html`<code>${backupId}</code> of ${appliance}, pair ${pair}`)}
${fact('Captured', `${utc(capturedAt)}, ${spanOf(ageSeconds)} before ${outageSince === undefined ? `the recovery began at ${utc(startedAt)}` : `the outage at ${utc(outageSince)}`}`)}
${fact('SHA-256', html`<code class="hash">${sha256}</code>`)}
${fact('Size', bytesOf(bytes))}
${fingerprint && fact('Holds', describeFingerprint(fingerprint))}
${fact('Made by', `${product} ${version} (${build})`)}
${fact('Stored as', html`<code>${key}</code>, version <code>${versionId}</code>`)}
</dl>`;
};

export const restoreOf = (report: Report): Markup => {
  const { passedOver, notInBackup, recoveryPoint, lastProof } = report;
  const passed = passedOver.map(({ backupId, reason }) => html`<code>${backupId}</code>: ${reason}`);
  return html`<section><h2>Restore point</h2>
${pointOf(report)}
<h3>Proof</h3>
<p>${lastProof ? readable(`${describeProof(lastProof)}.`) : 'No restore of this pair has been proven yet.'}</p>
<h3>Newer backups that were not restored</h3>
${passed.length > 0 ? listOf(passed) : html`<p>${recoveryPoint ? 'None: this was the newest backup.' : 'None known.'}</p>`}
<h3>Not included in any backup</h3>
${notInBackup.length > 0 ? listOf(notInBackup) : html`<p>${recoveryPoint ? 'The manifest lists nothing.' : 'Unknown without a restore point.'}</p>`}
</section>`;
};

/** Which needs of a failover were checked, and which were not. */
export const checksOf = ({ checks }: Report): Markup | undefined =>
  checks &&
  html`<section><h2>Checks</h2>
${listOf(checks.map(describeCheck))}
</section>`;

const fenceWords = (report: Report): Markup => {
  const { from, to, kind, fence, fenceConfirmed, usersMoved } = report;
  switch (fenceIn(report).is) {
    case 'confirmed': {
      const by = fence?.confirmedBy ?? fenceConfirmed?.by;
      return html`<p class="verdict good"><strong>${from} is off</strong>${by === undefined ? ', confirmed by the evidence below.' : html`, confirmed by <strong>${by}</strong>.`}</p>`;
    }
    case 'unconfirmed':
      return html`<p class="verdict warn" role="alert"><strong>ATTENTION: ${from} is not confirmed to be off.</strong>
${usersMoved ? `${from} and ${to} may both serve. Power ${from} off and make sure that it stays off.` : `Make sure that ${from} is off before users are sent to ${to}.`}</p>`;
    case 'not-reached':
      return html`<p class="verdict calm">${from} was not fenced: ${kind === 'drill' || kind === 'reprotect' ? `a ${kind} never changes the appliance that serves` : 'the recovery ended before Fence'}.</p>`;
  }
};

export const fenceOf = (report: Report): Markup => {
  const { fenceConfirmed, quarantined, pair } = report;
  return html`<section><h2>Fence</h2>
${fenceWords(report)}
${fenceConfirmed && html`<p>Confirmed by <strong>${fenceConfirmed.by}</strong>: ${fenceConfirmed.how}</p>`}
${listOf(fenceIn(report).evidence)}
${quarantined && html`<h3>Kept as it is</h3><p>${readable(describeQuarantine(pair, quarantined))}. Keep it off until you have saved the data that only it holds.</p>`}
</section>`;
};

/** A run of equal answers, shown as one row. */
interface Asked {
  readonly first: AnswerSeen;
  readonly last: AnswerSeen;
}

const together = (answers: readonly AnswerSeen[]): readonly Asked[] => {
  const found: Asked[] = [];
  const sameAs = (one: AnswerSeen, other: AnswerSeen) =>
    one.state === other.state && `${one.message}` === `${other.message}`;
  for (const answer of answers) {
    const before = found.at(-1);
    if (before && sameAs(before.last, answer)) found[found.length - 1] = { first: before.first, last: answer };
    else found.push({ first: answer, last: answer });
  }
  return found;
};

export const answersOf = ({ answersSeen, startedAt }: Report): Markup => {
  const rows = together(answersSeen).map(({ first, last }) => {
    const many = first !== last;
    return html`<tr><td class="number">${clockOf(first.at, startedAt)}${many && html`<br>to ${clockOf(last.at, startedAt)}`}</td>
<th scope="row">${first.state}</th><td class="number" data-of="attempt">${first.attempt}${many && ` to ${last.attempt}`}</td><td class="wide">${listOf(first.message)}</td></tr>`;
  });
  const table = html`<div class="scroll"><table><thead><tr><th scope="col" class="number">At (UTC)</th><th scope="col">State</th><th scope="col" class="number">Attempt</th><th scope="col">Answers</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return html`<section><h2>Every answer that DNS and the service gave</h2>
${rows.length > 0 ? table : html`<p>None: users were not moved.</p>`}
</section>`;
};
