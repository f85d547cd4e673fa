/**
 * The floor that any node stands on: a bare loop over n8n's own request helper that evaluates the same expressions as
 * the PollyBot node, at the same concurrency. No retries, no rate limit, no checks.
 */
class Floor {
	description = {
		displayName: 'Floor',
		name: 'floor',
		group: ['output'],
		version: 1,
		description: 'A bare loop over the request helper',
		defaults: { name: 'Floor' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'pollyBotApi', required: true }],
		properties: [
			...['url', 'name', 'email', 'phone', 'source'].map((name) => ({
				displayName: name,
				name,
				type: 'string',
				default: '',
			})),
			{ displayName: 'concurrency', name: 'concurrency', type: 'number', default: 10 },
		],
	};

	async execute() {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0);
		const results = new Array(items.length);
		let next = 0;
		const runner = async () => {
			while (next < items.length) {
				const item = next++;
				const lead = {};
				for (const field of ['name', 'email', 'phone', 'source']) lead[field] = this.getNodeParameter(field, item);
				const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'pollyBotApi', {
					method: 'POST',
					url,
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify(lead),
					json: true,
				});
				results[item] = { json: answer.data, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: this.getNodeParameter('concurrency', 0) }, runner));
		return [results];
	}
}

module.exports = { Floor };
