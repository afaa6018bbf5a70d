// What every keeper of a latest value must do: the last writer wins, each pair has its own, and nothing is shared by
// reference.

export interface LatestValueUnderTest<T> extends AsyncDisposable {
  write(pair: string, value: T): Promise<unknown>;
  read(pair: string): Promise<T | undefined>;
}

/** Two values that may follow each other. */
export interface LatestValues<T> {
  readonly first: T;
  readonly second: T;
}

export const latestValueContract = <T extends object>(
  name: string,
  { first, second }: LatestValues<T>,
  open: () => Promise<LatestValueUnderTest<T>>,
): void => {
  describe(`${name} is kept`, () => {
    test('where none was ever written there is none', async () => {
      await using store = await open();
      expect(await store.read('support')).toBeUndefined();
    });

    test('it is read as it was written, and the last writer wins', async () => {
      await using store = await open();
      await store.write('support', first);
      expect(await store.read('support')).toEqual(first);
      await store.write('support', second);
      expect(await store.read('support')).toEqual(second);
    });

    test('each pair has its own', async () => {
      await using store = await open();
      await store.write('support', first);
      expect(await store.read('archive')).toBeUndefined();
    });

    test('what is handed in is copied', async () => {
      await using store = await open();
      const value = structuredClone(first);
      await store.write('support', value);
      Object.assign(Array.isArray(value) ? value[0] : value, { at: 'changed' });
      expect(await store.read('support')).toEqual(first);
    });

    test('what is handed out is a copy', async () => {
      await using store = await open();
      await store.write('support', first);
      const read = await store.read('support');
      Object.assign((Array.isArray(read) ? read[0] : read) ?? {}, { at: 'changed' });
      expect(await store.read('support')).toEqual(first);
    });
  });
};
