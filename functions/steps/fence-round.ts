// One round of fencing: the ways to switch the box off, in order, each read back. What a way refused is remembered, since a
// management controller locks an account that is tried again and again with the same wrong password.
import { describeError, isNamed } from '../contract/named-error.ts';
import type { Power } from '../power/power.ts';

/** What is known of the ways between two rounds, by their place in the settings. */
export interface FenceMemory {
  /** Ways that refused us: never asked again in this recovery. */
  readonly refused: readonly number[];
  /** Ways that took the request to switch off. */
  readonly asked: readonly number[];
}

export interface FenceRound extends FenceMemory {
  /** The way that read the box as off. */
  readonly confirmedBy?: string;
  readonly evidence: readonly string[];
}

export const NOTHING_TRIED: FenceMemory = { refused: [], asked: [] };

/** Time for one way in one round: two of them and the record's writes fit a function's 30 s. */
const WAY_BUDGET_MS = 8_000;

type WayAnswer = { readonly is: 'off' | 'asked' | 'refused' | 'unreachable'; readonly says: string };

const readBack = async (power: Power, signal: AbortSignal): Promise<WayAnswer> => {
  const after = await power.read(signal);
  if (after === 'off') return { is: 'off', says: `${power.way} switched it off and reads it as off` };
  return { is: 'asked', says: `${power.way} took the request to switch off, and still reads the box as ${after}` };
};

const tryWay = async (power: Power, askedBefore: boolean, signal: AbortSignal): Promise<WayAnswer> => {
  let taken = askedBefore;
  try {
    const before = await power.read(signal);
    if (before === 'off') return { is: 'off', says: `${power.way} reads it as off` };
    if (before === 'changing' && askedBefore) return { is: 'asked', says: `${power.way} reads the box as changing` };
    await power.off(signal);
    taken = true;
    return await readBack(power, signal);
  } catch (error) {
    const { name, message } = describeError(error);
    if (isNamed(error, 'PowerRefused'))
      return { is: 'refused', says: `${power.way} refused us and is not asked again: ${message}` };
    return { is: taken ? 'asked' : 'unreachable', says: `${power.way}: ${name}: ${message}` };
  }
};

/**
 * Asks the ways in order. A way that took the request ends the round, so that it has time to work before the next one is
 * tried; once `impatient`, the next ways are asked as well.
 */
export const fenceRound = async (
  powers: readonly Power[],
  memory: FenceMemory,
  { impatient, signal }: { readonly impatient: boolean; readonly signal: AbortSignal },
): Promise<FenceRound> => {
  const refused = new Set(memory.refused);
  const asked = new Set(memory.asked);
  const evidence: string[] = [];
  const so = () => ({ refused: [...refused], asked: [...asked], evidence });
  for (const [place, power] of powers.entries()) {
    if (refused.has(place)) continue;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(WAY_BUDGET_MS)]);
    const answer = await tryWay(power, asked.has(place), limit);
    evidence.push(answer.says);
    if (answer.is === 'off') return { ...so(), confirmedBy: power.way };
    if (answer.is === 'refused') refused.add(place);
    if (answer.is === 'asked') asked.add(place);
    if (answer.is === 'asked' && !impatient) break;
  }
  return so();
};
