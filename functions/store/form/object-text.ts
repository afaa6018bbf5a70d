// The text of an object as S3 streams it. A body that ends because our own deadline cut is not the text: the SDK gives
// it out as if it were whole where the answer named no length.

interface TextBody {
  transformToString(): Promise<string>;
}

/** @param signal the one that the request was given. @throws the signal's reason once it has aborted */
export const textOfObject = async (
  { Body }: { readonly Body?: TextBody | undefined },
  signal?: AbortSignal,
): Promise<string> => {
  const text = (await Body?.transformToString()) ?? '';
  signal?.throwIfAborted();
  return text;
};
