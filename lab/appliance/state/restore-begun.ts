// The result of starting a restore, for the endpoint that answers the upload.

export type RestoreBegun = 'begun' | 'begun, answer lost' | 'busy';
