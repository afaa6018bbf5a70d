// Reads the store's own time off its answers: the `now` of every lease, so that no function's clock decides who holds
// it.

/** The part of an SDK command that this file needs: its own stack of middleware, which ends with the command. */
interface Stacked {
  readonly middlewareStack: {
    add(
      middleware: unknown,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

type Next = (args: unknown) => Promise<{ readonly response: unknown }>;

/**
 * Watches a command's answers, refusals too, and every retry.
 * @returns the Date of the last answer, in ms since 1970; whole seconds, rounded down. Undefined before any answer.
 */
export const watchAnswerDate = (command: Stacked): (() => number | undefined) => {
  let dateMs: number | undefined;
  // Low priority lies inside the deserializer, which throws on refusals before anything outside sees the answer.
  command.middlewareStack.add(
    (next: Next) => async (args: unknown) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: { readonly date?: string } };
      const parsed = Date.parse(headers?.date ?? '');
      if (!Number.isNaN(parsed)) dateMs = parsed;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'watchAnswerDate' },
  );
  return () => dateMs;
};
