// Finds the shell commands that a page shows: blocks marked sh, and inline code that begins with a program. A command
// anywhere else would escape the test, so such places are found as well.

const BLOCK = /^( *)```sh\n([\s\S]*?)^ *```$/gm;
const FENCED = /^ *```[\s\S]*?^ *```$/gm;
const PROGRAMS = 'aws|npm|npx|node|git|dig|curl|cdk|twinbox';
const INLINE = new RegExp(`\`((?:${PROGRAMS}) [^\`\n]+)\``, 'g');
const INDENTED = new RegExp(`^ {4}(?:(?:${PROGRAMS}) |\\$EDITOR|\\.ci/).*$`, 'gm');
const LANGUAGES = ['sh', 'json', 'js', 'yaml', 'mermaid'];

/** One block or one inline command, as it is shown. */
export interface ShownCommand {
  readonly page: string;
  readonly script: string;
}

/** In the order of the page: first its blocks, then what stands in lines. */
export const shownCommands = (page: string, text: string): readonly ShownCommand[] => {
  const blocks = [...text.matchAll(BLOCK)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  const inline = [...text.replaceAll(FENCED, '').matchAll(INLINE)].map(([, command = '']) => `${command}\n`);
  return [...blocks, ...inline].map((script) => ({ page, script }));
};

/** Places that hold what looks like commands and are not found by `shownCommands`, and blocks of no known language. */
export const hiddenCommands = (text: string): readonly string[] => [
  ...(text.replaceAll(FENCED, '').match(INDENTED) ?? []),
  ...[...text.matchAll(/^ *```(\w*)\n[\s\S]*?^ *```$/gm)].flatMap(([block, language = '']) =>
    LANGUAGES.includes(language) ? [] : [block],
  ),
];
