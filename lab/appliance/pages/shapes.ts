// Shapes of sign-in pages that are on public record: what HTML's standard allows, and what the vendor's and its sister
// product's pages have (agreement at /login/pre_login_agreement, "Username & Password" beside "Passwordless FIDO2").
// Which of them an appliance of today has is assumed.
import type { Language } from './words.ts';

/**
 * Shapes of sign-in pages on public record (HTML's standard, the vendor's own pages); a page set by seed has the first
 * of each.
 */
export interface Shapes {
  readonly language: Language;
  /** Whether the user is asked for on a page of its own, before the password. */
  readonly flow: 'one-page' | 'user-first';
  /** Whether the sign-in form says `method="post"`; one that does not is drawn to be sent by script. */
  readonly posts: boolean;
  /** Whether addresses are whole, or relative to a `<base href>`. */
  readonly links: 'rooted' | 'base';
  /** How the browser is sent on after the sign-in. */
  readonly forward: 'redirect' | 'refresh';
  readonly agreementAt: 'after-password' | 'before-sign-in';
  /** The vendor's words, or the owner's with a button that says "Next". */
  readonly agreementWords: 'plain' | 'own';
  /** Whether several forms of a page use the same ids. */
  readonly sharedIds: boolean;
  /** Whether pages come as HTML or are drawn by script. */
  readonly drawn: 'server' | 'script';
  /** How success is marked: a class of the set's own, a class that says success, or the role of a live region. */
  readonly successMark: 'notice' | 'success-class' | 'status-role';
  /** Whether a menu of languages stands before all else on a page. */
  readonly languageMenu: boolean;
  /** A longer upload is answered with 413 before it has come in. */
  readonly mostUploadBytes?: number;
}

/** What a page set by seed has of each. */
export const PLAIN_SHAPES: Shapes = {
  language: 'en',
  flow: 'one-page',
  posts: true,
  links: 'rooted',
  forward: 'redirect',
  agreementAt: 'after-password',
  agreementWords: 'plain',
  sharedIds: false,
  drawn: 'server',
  successMark: 'notice',
  languageMenu: false,
};
