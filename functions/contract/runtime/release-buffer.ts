// Frees the memory of bytes at once instead of at the next garbage collection: a streaming backup would otherwise hold
// tens of MiB.

/**
 * Call it when nobody reads these bytes again; afterwards their length is 0. Bytes that share their memory with others
 * stay unchanged.
 */
export const releaseBuffer = ({ buffer, byteLength }: Uint8Array): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
};
