// Before a dangerous command, the caller names the pair: at a terminal by typing it, elsewhere with --confirm.
import { usage } from '../base/cli-error.ts';
import type { Session } from '../session.ts';

/** What may be affected, as the question says it: `may move users to the standby`. */
export const confirmPair = async (session: Session, danger: string, confirmed: string | undefined): Promise<void> => {
  const { io, mayAsk } = session;
  const { pair } = await session.deployment();
  if (confirmed === pair) return;
  if (confirmed !== undefined)
    throw usage(`--confirm names ${JSON.stringify(confirmed)}, and the pair is ${pair}`, `use --confirm ${pair}.`);
  if (!mayAsk) throw usage(`this ${danger}, and nobody can be asked here`, `add --confirm ${pair} if you mean it.`);
  const typed = await io.ask(`This ${danger}. Type the pair's name (${pair}) to go on:`);
  if (typed?.trim() !== pair) throw usage('the pair was not confirmed; nothing was sent', `type ${pair} to go on.`);
};
