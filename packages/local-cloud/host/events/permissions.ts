// Checks the template's policies before anything is done as a role or a service, and keeps every
// refusal where a scenario cannot overlook it.

import type { LabClock } from '../../base/clock.ts';
import type { Authorization, Decision, Denial, Question } from '../iam/authorization.ts';
import { UndeliverableError } from './delivery.ts';

export interface Permissions {
  /** Decides and keeps a refusal. */
  ask(asker: string, question: Question): Decision;
  /** Like `ask`, but throws when refused; a retry is useless. */
  demand(asker: string, question: Question): void;
  /** Throws unless the service may take on the role for that source. */
  demandRole(asker: string, service: string, roleArn: string | undefined, sourceArn: string): string;
  readonly denials: readonly Denial[];
  /** Every question that was allowed, each once: what the stack has made use of. */
  readonly granted: readonly Question[];
}

export const permissions = (options: {
  readonly clock: LabClock;
  readonly authorization: Authorization;
}): Permissions => {
  const { clock, authorization } = options;
  const denials: Denial[] = [];
  const granted = new Map<string, Question>();
  const refuse = (asker: string, question: Question, reason: string): void => {
    denials.push({ ...question, asker, reason, atMs: clock.nowMs() });
  };
  const ask = (asker: string, question: Question): Decision => {
    const decision = authorization.decide(question);
    if (!decision.allowed) refuse(asker, question, decision.reason);
    else granted.set(JSON.stringify(question), question);
    return decision;
  };
  return {
    denials,
    get granted() {
      return [...granted.values()];
    },
    ask,
    demand(asker, question) {
      const { allowed, reason } = ask(asker, question);
      if (!allowed)
        throw new UndeliverableError(
          `AccessDenied: ${question.principal} is not authorized to perform ${question.action} on ${question.resource} (${reason})`,
        );
    },
    demandRole(asker, service, roleArn, sourceArn) {
      if (roleArn === undefined) throw new UndeliverableError(`${asker} has no role to act with`);
      const { allowed, reason } = authorization.mayAssume(service, roleArn, sourceArn);
      const question = { principal: service, action: 'sts:AssumeRole', resource: roleArn };
      if (allowed) {
        granted.set(JSON.stringify([question, sourceArn]), { ...question, context: { 'aws:SourceArn': sourceArn } });
        return roleArn;
      }
      refuse(asker, question, reason);
      throw new UndeliverableError(`AccessDenied: ${service} may not assume ${roleArn} (${reason})`);
    },
  };
};
