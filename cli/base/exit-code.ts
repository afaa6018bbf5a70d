// How a command ends, as the shell sees it. Scripts depend on these numbers: a number never changes its meaning.

export const EXIT = {
  done: 0,
  fault: 1,
  usage: 2,
  'stood-down': 3,
  halted: 4,
  refused: 5,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof EXIT;

/** What each exit code means, for the documentation and the help. */
export const EXIT_MEANINGS: Readonly<Record<ExitName, string>> = {
  done: 'done: what you asked for has happened, or has begun',
  fault: 'fault: AWS, the network or the credentials; nothing is known to have happened',
  usage: 'usage: the command is incomplete or wrong; nothing was sent',
  'stood-down': 'stood down: the run ended because the situation had changed; users were not affected',
  halted: 'halted: the run stopped and needs a person; a hold may remain',
  refused: 'refused: the workflow did not start it: something blocks it, or its input is wrong',
  interrupted: 'interrupted: Ctrl-C ended the watching; the run itself continues',
};
