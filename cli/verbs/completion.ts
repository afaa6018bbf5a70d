// `twinbox completion`: a script for the shell, printed from the program itself.
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { usage } from '../base/cli-error.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Words that may follow a command's own words. */
interface Level {
  readonly path: string;
  readonly words: readonly string[];
}

const optionsOf = (command: CommandUnknownOpts): readonly string[] =>
  command.options.flatMap(({ long }) => (long ? [long] : []));

const levelsOf = (
  command: CommandUnknownOpts,
  path: readonly string[],
  inherited: readonly string[],
): readonly Level[] => {
  const own = [...inherited, ...optionsOf(command)];
  const names = command.commands.map((one) => one.name());
  return [
    { path: path.join(' '), words: [...names, ...own] },
    ...command.commands.flatMap((one) => levelsOf(one, [...path, one.name()], own)),
  ];
};

const bash = (levels: readonly Level[]): string => {
  const cases = levels.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`);
  return `_twinbox() {
  local path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _twinbox twinbox`;
};

const fish = (program: CommandUnknownOpts): string => {
  const lines = (command: CommandUnknownOpts, parent: string | undefined): readonly string[] =>
    command.commands.flatMap((one) => [
      `complete -c twinbox -f -n '${parent === undefined ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${parent}`}' -a ${one.name()} -d '${(one.summary() || one.description()).replaceAll("'", '’')}'`,
      ...one.options.flatMap(({ long, description }) =>
        long
          ? [
              `complete -c twinbox -n '__fish_seen_subcommand_from ${one.name()}' -l ${long.slice(2)} -d '${description.replaceAll("'", '’')}'`,
            ]
          : [],
      ),
      ...lines(one, one.name()),
    ]);
  return lines(program, undefined).join('\n');
};

/** @throws WrongUsage for a shell that is not known */
export const completionFor = (shell: string, program: CommandUnknownOpts): string => {
  switch (shell) {
    case 'bash':
      return bash(levelsOf(program, [], []));
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(levelsOf(program, [], []))}`;
    case 'fish':
      return fish(program);
    default:
      throw usage(`there is no completion for ${JSON.stringify(shell)}`, `name one of: ${SHELLS.join(', ')}.`);
  }
};
