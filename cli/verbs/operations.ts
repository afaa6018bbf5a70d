// `twinbox pause`, `resume`, `acknowledge`, `backups trust` and `backups distrust`: small operations that change the
// pair record alone. The workflow does them, so that all who may start it may do them, and every one is notified.
import { usage } from '../base/cli-error.ts';
import { hoursOf } from '../base/spans.ts';
import type { Answer, Session } from '../session.ts';
import { begin } from './recoveries.ts';

export interface PauseOptions {
  readonly reason: string;
  readonly for?: string | undefined;
  readonly until?: string | undefined;
}

export const pause = async (session: Session, { reason, for: span, until }: PauseOptions): Promise<Answer> => {
  if (span !== undefined && until !== undefined)
    throw usage('--for and --until are both given', 'give only one of them.');
  const end = until === undefined ? { hours: hoursOf(span ?? '4h') } : { until };
  return begin(session, { kind: 'pause', reason, ...end }, {});
};

export const resume = (session: Session): Promise<Answer> => begin(session, { kind: 'resume' }, {});

export interface AcknowledgeOptions {
  readonly by?: string | undefined;
  readonly quarantine?: string | undefined;
  readonly powerTarget?: string | undefined;
  readonly confirm?: string | undefined;
}

export const acknowledge = (session: Session, options: AcknowledgeOptions): Promise<Answer> => {
  const { by = session.io.user, quarantine, powerTarget, confirm } = options;
  const what = {
    ...(quarantine !== undefined && { quarantine }),
    ...(powerTarget !== undefined && { powerTarget }),
  };
  return begin(session, { kind: 'acknowledge', by, ...what }, { confirm });
};

export interface TrustOptions {
  readonly by?: string | undefined;
  readonly reason: string;
}

export const trust = (session: Session, backup: string | undefined, options: TrustOptions): Promise<Answer> => {
  const { by = session.io.user, reason } = options;
  return begin(session, { kind: 'trust', ...(backup !== undefined && { backup }), by, reason }, {});
};

export const distrust = (session: Session, backup: string, options: TrustOptions): Promise<Answer> => {
  const { by = session.io.user, reason } = options;
  return begin(session, { kind: 'distrust', backup, by, reason }, {});
};
