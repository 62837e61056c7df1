// The list of any kind of record.
export const list = {} as const;
