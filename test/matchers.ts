/** Jest's matchers for a part of a value, typed as unknown: type checks stay in force around them. */
export const containing = (text: string): unknown => expect.stringContaining(text);
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const including = (fields: object): unknown => expect.objectContaining(fields);
export const containingAll = (items: readonly unknown[]): unknown => expect.arrayContaining([...items]);
export const anyText = (): unknown => expect.any(String);
export const anyNumber = (): unknown => expect.any(Number);
