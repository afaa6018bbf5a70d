// How the start of a restore came out, for whoever has to answer the upload.

export type RestoreBegun = 'begun' | 'begun, answer lost' | 'busy';
