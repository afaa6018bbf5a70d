// The page of a recovery that was requested but did not start, beside its report: what blocks it and how to lift the
// block. Pure.
import type { RecoveryKind } from '../../model/recovery.ts';
import { documentOf } from './document.ts';
import { readable, utc } from './format.ts';
import { html } from './markup.ts';
import { fact, who } from './next-steps.ts';

/** The report of an execution that ended in Begin. */
export interface RefusedReport {
  readonly recoveryId: string;
  readonly pair: string;
  readonly kind: RecoveryKind;
  readonly outcome: 'ended';
  readonly trigger: string;
  /** ISO time. */
  readonly startedAt: string;
  readonly block: string;
  /** One sentence, which says how to lift the block. */
  readonly reason: string;
  /** Execution ARN. */
  readonly execution: string;
}

/** The name of the request for operators. */
export const whatOf = (kind: RecoveryKind): string => (kind === 'failover' || kind === 'fence' ? 'recovery' : kind);

/** @returns a whole HTML document. */
export const refusedPage = ({
  recoveryId,
  pair,
  kind,
  trigger,
  startedAt,
  block,
  reason,
  execution,
}: RefusedReport): string => {
  const subject = `${pair}: no ${whatOf(kind)} was started: ${block}`;
  return documentOf({
    title: `${subject} · ${utc(startedAt)}`,
    header: html`<header class="calm">
<p class="badge">Not started</p>
<h1>${subject}</h1>
<p class="lead">${readable(reason)}</p>
<p class="do"><strong>What callers should do:</strong> nothing. This request has not moved any traffic.</p>
</header>`,
    main: html`<section><h2>Request</h2>
<dl class="facts">
${fact('Requested by', who(trigger))}
${fact('At', utc(startedAt))}
${fact('Recovery', html`<code>${recoveryId}</code> of ${pair}`)}
${fact('Execution', html`<code>${execution}</code>`)}
</dl></section>`,
    footer: html`Made by Twinbox. All times are UTC.`,
  });
};
