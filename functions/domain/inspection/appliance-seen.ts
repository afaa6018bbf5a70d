// The raw results of one inspection of one appliance.

import type { HealthText } from '../health/known-health-text.ts';
import type { ApplianceFacts } from '../health/standby-fitness.ts';
import type { CertificateFacts } from '../identity/certificate-facts.ts';

/** A query without an answer, by the name of its failure. */
export interface Unanswered {
  readonly name: string;
  readonly message: string;
  readonly hint?: string;
}

export interface ApplianceSeen {
  readonly appliance: string;
  /** Over its API, with the account that it should accept. */
  readonly health:
    | { readonly is: 'reported'; readonly facts: ReportedFacts }
    | { readonly is: 'unreported'; readonly failure: Unanswered };
  /** On the users' path. */
  readonly certificate:
    | { readonly is: 'shown'; readonly facts: CertificateFacts }
    | { readonly is: 'unseen'; readonly failure: Unanswered };
  /** What /check_health answers with 200, on the users' path; undefined where it does not. */
  readonly healthText?: HealthText;
  /** Undefined if unknown. */
  readonly signIn?: SignInSeen;
}

/** How users may sign in, in the appliance's own words. */
export interface SignInSeen {
  readonly mechanisms: readonly string[];
  readonly chosen?: string;
}

export interface ReportedFacts extends ApplianceFacts {
  readonly product: string;
  readonly build: string;
}
