/**
 * Which way imports may run, as CONTRIBUTING.md says: `depcruise` holds them to it in `npm run lint`, those of types
 * included.
 */
const room = (name) => `^nodes/PollyBot/${name}/`;

/** A room of the package, and the rooms that it may know besides itself. */
const ROOMS = {
	lead: [],
	pollybot: [],
	mapping: ['lead'],
	messages: ['lead', 'pollybot'],
	run: ['parameters', 'messages', 'mapping', 'lead', 'pollybot'],
	parameters: ['messages', 'mapping', 'lead', 'pollybot'],
	operations: ['parameters', 'run', 'messages', 'mapping', 'lead', 'pollybot'],
	editor: ['parameters', 'messages', 'lead', 'pollybot'],
	webhook: ['parameters', 'messages', 'lead', 'pollybot'],
	polling: ['parameters', 'run', 'messages', 'lead', 'pollybot'],
};

module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		...Object.entries(ROOMS).map(([name, known]) => ({
			name: `${name}-knows-only-${known.join('-') || 'itself'}`,
			severity: 'error',
			from: { path: room(name) },
			to: { path: '^nodes/PollyBot/[^/]+/', pathNot: [name, ...known].map(room) },
		})),
		{
			name: 'lead-and-mapping-know-no-n8n',
			severity: 'error',
			from: { path: [room('lead'), room('mapping')] },
			to: { path: 'n8n-workflow' },
		},
		{
			name: 'the-package-knows-no-tools',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(tools|test)/' },
		},
		{
			name: 'tools-know-no-test',
			severity: 'error',
			from: { path: '^tools/' },
			to: { path: '^test/' },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: require.resolve('../tsconfig.json') },
		doNotFollow: { path: 'node_modules' },
	},
};
