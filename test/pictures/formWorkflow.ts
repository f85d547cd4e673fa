import { randomUUID } from 'node:crypto';
import { type Credential, parseWorkflow, withNode, type Workflow } from '~/tools/n8n/workflow';
import { chainWorkflow, START } from '~/test/e2e/support/chainWorkflow';

const FORM = 'On form submission';

/** A form that was filled in, and a PollyBot node after it. */
export function formWorkflow(credential: Credential, parameters: Record<string, unknown>): Workflow {
	const entry = {
		Name: 'Ann Lee',
		Email: 'ann@example.com',
		submittedAt: '2026-11-30T09:30:00.000Z',
		formMode: 'test',
	};
	const chain = chainWorkflow(credential, [entry], [{ name: 'Create lead', parameters }]);
	const formFields = { values: [{ fieldLabel: 'Name' }, { fieldLabel: 'Email' }] };
	const asForm = withNode(chain, START, (node) => ({
		...node,
		type: 'n8n-nodes-base.formTrigger',
		typeVersion: 2.2,
		webhookId: randomUUID(),
		parameters: { formTitle: 'Contact us', formFields, options: {} },
	}));
	return parseWorkflow(JSON.stringify(asForm).replaceAll(START, FORM));
}
