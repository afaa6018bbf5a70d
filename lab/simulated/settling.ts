// What a sandbox waits for settles only while the sandbox lives, as in a process that can be ended at any time.

/** Passes a promise on while `alive` says so; afterwards it never settles. */
export const whileAlive =
  (alive: () => boolean) =>
  <T>(promise: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      promise.then(
        (value) => {
          if (alive()) resolve(value);
        },
        (error: unknown) => {
          if (alive()) reject(error);
        },
      );
    });
