// Words that the project has replaced (docs/glossary.md has those that we use): none of them comes back, in names,
// comments, messages or pages. Where a word is the right one, its rule says in which files.

interface WordRule {
  readonly not: RegExp;
  readonly say: string;
  /** Where the word is right: what quotes somebody else, and what is not rewritten yet. */
  readonly except?: RegExp;
}

/**
 * Pages of the simulated appliance and the lists of words that foreign pages use quote others; names of older tests
 * wait.
 */
const QUOTED =
  /login-form\/(?:page\/words|upload\/upload-words|sign-in)|^lab\/appliance\/(?:login|pages)|^test\/|^packages\/local-cloud\/test/;
/** What is on disk keeps its names. */
const STORED = /^functions\/contract\/stored\/|^test\/store\/stored|renamed-key|read-settings\.test/;

const WORDS: readonly WordRule[] = [
  { not: /(?<!Bomgar |[-\w])box(?:es)?\b(?!-sizing)/gi, say: 'appliance' },
  { not: /\b(?:look|looks|looked|looking)\b/gi, say: 'probe, check, read or see', except: QUOTED },
  {
    not: /\b(?:tell|tells|told|telling)\b/gi,
    say: 'notify, say or report',
    except: new RegExp(`${QUOTED.source}|${STORED.source}`),
  },
  { not: /\b(?:moods?|unkind)\b/gi, say: 'failure mode or chaos' },
  { not: /\bstor(?:y|ies)\b/gi, say: 'scenario' },
  { not: /\b(?:restore|power|traffic) ways?\b|\bway: /g, say: 'method', except: STORED },
  { not: /\bshall\b/gi, say: 'may or will', except: QUOTED },
  { not: /\bmend(?:s|ed)?\b/gi, say: 'fix', except: QUOTED },
  { not: /\b(?:is|are) (?:quarantined|paused|held) since\b/gi, say: 'has been ... since' },
  { not: /\bis no (?:number|JSON|page|name|time|text|address)\b/gi, say: 'is not a ...', except: QUOTED },
];

/** A file and what it says. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** @returns each use of a replaced word: file, line, word, and what to say instead. */
export const forbiddenWords = (pages: readonly Page[]): readonly string[] =>
  pages.flatMap(({ path, text }) =>
    WORDS.filter(({ except }) => !except?.test(path)).flatMap(({ not, say }) =>
      [...text.matchAll(not)].map(
        (found) => `${path}:${lineOf(text, found.index)}: not ${found[0].trim()}, but ${say}`,
      ),
    ),
  );
