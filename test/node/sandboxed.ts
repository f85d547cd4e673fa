import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { PROFILE_NAMES, startSandbox, type LoggedRequest, type Sandbox, type SandboxOptions } from '~/tools/sandbox';
import { violations } from '~/test/violations';
import { runWorkflow, type NodeUnderTest, type RunOptions, type WorkflowRun } from './n8nCore';

/** The PollyBots that the node must work with: `describe.each(PROFILES)('%s', (profile) => { … sandboxed({ profile }) … })`. */
export const PROFILES = PROFILE_NAMES;

/** The node, run in n8n's engine against a separate sandbox. */
export interface Sandboxed {
	readonly sandbox: () => Sandbox;
	/** Runs the node over rows; name and email are mapped from `name` and `email` unless parameters say otherwise. */
	readonly create: (rows: readonly object[], options?: CreateOptions) => Promise<WorkflowRun>;
	/** Runs any operation of the node over rows. */
	readonly run: (operation: string, rows: readonly object[], options?: CreateOptions) => Promise<WorkflowRun>;
	/** How the node is set up, for what is not an execution. */
	readonly node: (parameters: INodeParameters, options?: Pick<CreateOptions, 'outsideContract'>) => NodeUnderTest;
	/** `METHOD path` of every request, without what stands before `/leads`, in the order they came in. */
	readonly requests: () => string[];
	/** The bodies of the create requests, in the order they came in. */
	readonly sent: () => unknown[];
}

export type CreateOptions = Omit<Partial<RunOptions>, 'items'> & {
	credential?: Record<string, unknown>;
	/** Set when requests are provoked on purpose that the contract forbids. */
	outsideContract?: boolean;
};

/**
 * Starts a sandbox for a file of tests or a `describe`, and empties it after each test. Every request and every answer is
 * checked against the contract of its profile.
 *
 * @param options how the sandbox is started; its profile is 1.0 if absent
 */
export function sandboxed(options: SandboxOptions = {}): Sandboxed {
	let sandbox: Sandbox;
	let outsideContract = false;

	beforeAll(async () => {
		sandbox = await startSandbox(options);
	});
	beforeEach(() => {
		// The random waits before another attempt: a virtual clock tests them.
		jest.spyOn(Math, 'random').mockReturnValue(0);
	});
	afterAll(async () => {
		await sandbox.close();
	});
	afterEach(async () => {
		const found = outsideContract ? [] : await violations(sandbox);
		outsideContract = false;
		sandbox.reset();
		expect(found).toEqual([]);
	});

	const credentialOf = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, chatbotId: sandbox.chatbotId });
	const run: Sandboxed['run'] = async (
		operation,
		rows,
		{ parameters, credential, outsideContract: outside, ...rest } = {},
	) => {
		outsideContract ||= outside === true;
		return await runWorkflow({
			items: rows.map((json) => ({ json }) as INodeExecutionData),
			parameters: { operation, ...parameters },
			credential: { ...credentialOf(), ...credential },
			...rest,
		});
	};

	return {
		sandbox: () => sandbox,
		run,
		create: async (rows, options) => await run('create', rows, { ...options, parameters: mapped(options?.parameters) }),
		node: (parameters, { outsideContract: outside } = {}) => {
			outsideContract ||= outside === true;
			return { parameters, credential: credentialOf() };
		},
		requests: () =>
			sandbox.requests.map(
				({ method, path, query }) =>
					`${method} ${path.replace(/^.*\/leads/, '/leads')}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query).toString()}` : ''}`,
			),
		sent: () => sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }: LoggedRequest) => body),
	};
}

/** Name and email from the fields of that name, and what is given besides. */
export function mapped(parameters: INodeParameters = {}): INodeParameters {
	return { name: '={{ $json.name }}', email: '={{ $json.email }}', ...parameters };
}

/** A number of made-up people. */
export function people(count: number): Array<{ name: string; email: string }> {
	return Array.from({ length: count }, (_, index) => ({
		name: `Person ${index}`,
		email: `person${index}@example.com`,
	}));
}
