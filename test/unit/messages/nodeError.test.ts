import { nodeError } from '~/nodes/PollyBot/messages/failure';

describe('the error that stops the node', () => {
	const node = {
		id: '1',
		name: 'PollyBot',
		type: 'n8n-nodes-pollybot.pollyBot',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const context = { getNode: () => node };

	it('without an answer it is of the operation, with one of the API', () => {
		expect(nodeError(context, { message: 'No.' })).toMatchObject({
			name: 'NodeOperationError',
			message: 'No.',
			description: undefined,
		});
		expect(nodeError(context, { message: 'No.', httpStatus: 409, code: 'DUPLICATE_EMAIL' })).toMatchObject({
			name: 'NodeApiError',
			message: 'No.',
			httpCode: '409',
		});
	});

	it.each([
		['PollyBot says: no', 'PollyBot says: no.\nThree leads were created.'],
		['PollyBot says: no.', 'PollyBot says: no.\nThree leads were created.'],
		['PollyBot says: no!', 'PollyBot says: no!\nThree leads were created.'],
		['PollyBot says: why?', 'PollyBot says: why?\nThree leads were created.'],
		[undefined, 'Three leads were created.'],
	])('%j and a note are two sentences', (description, expected) => {
		for (const httpStatus of [undefined, 400]) {
			const error = nodeError(context, { message: 'No.', description, httpStatus }, 'Three leads were created.');
			expect(error.description).toBe(expected);
		}
	});

	it('a description alone stays as it is', () => {
		expect(nodeError(context, { message: 'No.', description: 'PollyBot says: no' }).description).toBe(
			'PollyBot says: no',
		);
	});
});
