// Finds the console inputs that a page shows: every block marked json, and every object in inline code that names a
// kind, a pair or a dry run. Other JSON on a page must not be marked json, so that no input escapes.

const BLOCK = /^```json\n([\s\S]*?)^```$/gm;
const INLINE = /`[^`\n]*?(\{[^`\n]*"(?:kind|dryRun)"[^`\n]*\})[^`\n]*?`/g;

const inText = (page: string, pattern: RegExp): readonly string[] =>
  [...page.matchAll(pattern)].flatMap(([, text]) => text ?? []);

/** Texts of the inputs, as they stand there. */
export const consoleInputs = (page: string): readonly string[] => [
  ...inText(page, BLOCK),
  ...inText(page.replaceAll(/^```[\s\S]*?^```$/gm, ''), INLINE),
];
