import { resources } from '~/nodes/PollyBot/operations';

export const allOperations = resources.flatMap(({ operations }) => operations);

/** What can be done to a lead. */
export const leadOperations = resources.flatMap(({ value, operations }) => (value === 'lead' ? operations : []));
