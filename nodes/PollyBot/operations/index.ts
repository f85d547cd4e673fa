import type { Resource } from '../run/operation';
import { sendMessage } from './chat/sendMessage';
import { create } from './lead/create';
import { deleteLead } from './lead/delete';
import { get } from './lead/get';
import { getAll } from './lead/getMany';
import { update } from './lead/update';
import { upsert } from './lead/upsert';

/** What the node can do, in order: menus, panel, outputs and subtitle are derived from it. */
export const resources: readonly Resource[] = [
	{ value: 'lead', name: 'Lead', operations: [create, upsert, get, getAll, update, deleteLead] },
	{ value: 'chat', name: 'Chat', operations: [sendMessage] },
];
