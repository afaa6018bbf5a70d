// What one inspection saw of one box, before anything is made of it.
import type { CertificateFacts } from '../certificate-facts.ts';
import type { BoxFacts } from '../standby-fitness.ts';

/** A question that got no answer, by the name of its failure. */
export interface Unanswered {
  readonly name: string;
  readonly message: string;
  readonly hint?: string;
}

export interface BoxSeen {
  readonly appliance: string;
  /** Over its API, with the account that it should accept. */
  readonly health: { readonly is: 'told'; readonly facts: ToldFacts } | { readonly is: 'untold'; readonly failure: Unanswered };
  /** On the users' path. */
  readonly certificate:
    | { readonly is: 'shown'; readonly facts: CertificateFacts }
    | { readonly is: 'unseen'; readonly failure: Unanswered };
}

export interface ToldFacts extends BoxFacts {
  readonly product: string;
  readonly build: string;
}
