// Gives the memory of bytes back at once instead of at the next collection: of a backup that streams through, tens of MiB would wait.

/**
 * To be called when nobody will look at these bytes again; afterwards they are of length 0. Bytes that share their memory with others
 * are left alone.
 */
export const releaseBuffer = ({ buffer, byteLength }: Uint8Array): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
};
